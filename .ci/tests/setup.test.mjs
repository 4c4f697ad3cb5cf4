// The set-up of a machine, on made-up machines.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isAtLeast } from "../prerequisites.mjs";
import { machine } from "./trial.mjs";

test("versions are compared by number, part by part", () => {
  assert.equal(isAtLeast("1.95.0", "1.95"), true);
  assert.equal(isAtLeast("1.100.0", "1.95"), true);
  assert.equal(isAtLeast("1.94.9", "1.95"), false);
  assert.equal(isAtLeast("20.9.0", "20.19"), false);
  assert.equal(isAtLeast("22.0.0", "20.19"), true);
});

test("a machine without Rust is told where to get it", (context) => {
  const { status, stderr } = machine(context).run("prerequisites", "await it.checkPrerequisites()");
  assert.equal(status, 1);
  assert.match(stderr, /Rust 1\.95 or newer; no Rust was found/);
  assert.match(stderr, /rustup\.rs/);
});

test("a machine with an old Rust is told which one it has", (context) => {
  const old = machine(context);
  old.pretend("rustc", "echo 'rustc 1.80.1 (3f5fd8dd4 2024-08-06)'");
  old.pretend("cargo", "echo 'cargo 1.80.1'");
  const { status, stderr } = old.run("prerequisites", "await it.checkPrerequisites()");
  assert.equal(status, 1);
  assert.match(stderr, /this is Rust 1\.80\.1/);
});

test("Rust is found in its own folder when no shell profile was read", (context) => {
  const quiet = machine(context);
  quiet.pretend("../.cargo/bin/rustc", "echo 'rustc 1.95.0 (f2d3ce0bd 2026-03-21)'");
  quiet.pretend("../.cargo/bin/cargo", "echo 'cargo 1.95.0'");
  assert.equal(quiet.run("prerequisites", "await it.checkPrerequisites()").status, 0);
});

test("a system without apt gets the list of what is missing, and nothing is run", (context) => {
  const { status, stderr, stdout } = machine(context).run(
    "system",
    'await it.ensureSystem("build", "display")',
  );
  assert.equal(status, 1);
  assert.equal(stdout, "");
  for (const name of ["gcc", "libwebkit2gtk-4.1-dev", "xvfb", "webkit2gtk-driver"]) {
    assert.match(stderr, new RegExp(`^  ${name} +\\w`, "m"));
  }
  assert.match(stderr, /Only Debian and its relatives are set up automatically/);
});

const onDebian = { skip: !existsSync("/etc/debian_version") && "this is not a Debian" };

function debian(context) {
  const made = machine(context);
  // Everything but gcc and Xvfb is there; both are once apt-get has run.
  made.pretend(
    "dpkg-query",
    `for name in "$@"; do case "$name" in gcc|xvfb) [ -e apt.log ] && echo "$name installed";; -*) ;; *) echo "$name installed";; esac; done`,
  );
  made.pretend("apt-get", 'echo "$@" >> apt.log');
  return made;
}

test(
  "only missing packages are installed, without recommended ones, and each says why",
  onDebian,
  (context) => {
    const made = debian(context);
    made.pretend("sudo", 'exec "$@"');
    const { status, stdout, stderr } = made.run("system", 'await it.ensureSystem("build", "display")');
    assert.equal(stderr, "");
    assert.equal(status, 0);
    assert.match(stdout, /^ {2}gcc +compiles SQLite/m);
    assert.doesNotMatch(stdout, /pkg-config/);
    const [update, install] = readFileSync(join(made.folder, "apt.log"), "utf8").trim().split("\n");
    assert.match(update, / update$/);
    assert.match(install, /DPkg::Lock::Timeout=300 .*install -y --no-install-recommends gcc xvfb$/);
  },
);

test("a machine that has everything is left alone", onDebian, (context) => {
  const made = debian(context);
  made.write("apt.log", "");
  const { status, stdout } = made.run("system", 'await it.ensureSystem("build", "display", "test")');
  assert.equal(status, 0);
  assert.equal(stdout, "");
  assert.equal(readFileSync(join(made.folder, "apt.log"), "utf8"), "");
});

test("without root and sudo the command to run as root is shown", { skip: onDebian.skip }, (context) => {
  const made = debian(context);
  const { status, stderr } = made.run(
    "system",
    'process.getuid = () => 1000; await it.ensureSystem("build")',
  );
  assert.equal(status, 1);
  assert.match(stderr, /apt-get install --no-install-recommends gcc$/m);
  assert.equal(existsSync(join(made.folder, "apt.log")), false);
});

test("an installation that leaves something out is not taken for a success", onDebian, (context) => {
  const made = debian(context);
  made.pretend("apt-get", "exit 0");
  made.pretend("sudo", 'exec "$@"');
  const { status, stderr } = made.run("system", 'await it.ensureSystem("build")');
  assert.equal(status, 1);
  assert.match(stderr, /Still missing after the installation:\n {2}gcc/);
});

function npmProject(context, { present }) {
  const made = machine(context);
  const root = { dependencies: { a: "^1.0.0" }, devDependencies: {} };
  const packages = {
    "": root,
    "node_modules/a": { version: "1.2.0" },
    "node_modules/b": { version: "3.0.0", optional: true },
  };
  made.write("package.json", JSON.stringify(root));
  made.write("package-lock.json", JSON.stringify({ packages }));
  if (present !== undefined) {
    made.write("node_modules/.package-lock.json", JSON.stringify({ packages: present }));
  }
  const npm = made.write(
    "npm.mjs",
    'import { appendFileSync } from "node:fs"; appendFileSync("npm.log", process.argv.slice(2).join(" "));',
  );
  const { status } = made.run("packages", "await it.ensurePackages()", { npm_execpath: npm });
  assert.equal(status, 0);
  return existsSync(join(made.folder, "npm.log")) ? readFileSync(join(made.folder, "npm.log"), "utf8") : null;
}

test("npm packages that are all there are left alone, optional ones aside", (context) => {
  assert.equal(npmProject(context, { present: { "node_modules/a": { version: "1.2.0" } } }), null);
});

test("npm packages are installed from the lock file, without scripts, when one differs or none is there", (context) => {
  assert.match(
    npmProject(context, { present: { "node_modules/a": { version: "1.1.0" } } }),
    /^ci --ignore-scripts/,
  );
  assert.match(npmProject(context, {}), /^ci --ignore-scripts/);
});
