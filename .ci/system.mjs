// The system's packages: which are needed for what, which are missing, and how they get here.
// Debian and its relatives are set up; elsewhere the list is printed and nothing is touched.
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { peek, run } from "./command.mjs";
import { Stop, say } from "./console.mjs";

const onPath = (name) => () =>
  process.env.PATH.split(delimiter).some((folder) => existsSync(join(folder, name)));
const pkgConfig = (name) => async () => (await peek(["pkg-config", "--exists", name])) !== null;
const font = (family) => async () => ((await peek(["fc-list", family])) ?? "").trim() !== "";

// `found` is how the same thing is recognised on a system with other package names.
const packages = {
  build: [
    { name: "gcc", why: "compiles SQLite and links the programs", found: onPath("cc") },
    { name: "libc6-dev", why: "the C library's headers", found: onPath("cc") },
    { name: "pkg-config", why: "finds the libraries below", found: onPath("pkg-config") },
    {
      name: "libwebkit2gtk-4.1-dev",
      why: "the web view that shows the window",
      found: pkgConfig("webkit2gtk-4.1"),
    },
    { name: "fonts-noto-core", why: "letters of many scripts in documents", found: font("Noto Sans") },
  ],
  display: [
    { name: "xvfb", why: "a display in memory, when there is no screen", found: onPath("Xvfb") },
    { name: "dbus-daemon", why: "the message bus that a window expects", found: onPath("dbus-daemon") },
    {
      name: "webkit2gtk-driver",
      why: "looks into the window: is it painted, what does it show",
      found: onPath("WebKitWebDriver"),
    },
  ],
  bench: [{ name: "sqlite3", why: "the reference for queries", found: onPath("sqlite3") }],
  test: [
    {
      name: "fonts-noto-cjk",
      why: "Chinese, Japanese and Korean documents in the tests",
      found: font("Noto Sans CJK JP"),
    },
    {
      name: "poppler-utils",
      why: "reads the printed pages back in the tests",
      found: onPath("pdftotext"),
    },
    {
      name: "at-spi2-core",
      why: "tells the tests what screen readers hear",
      found: async () => existsSync("/usr/libexec/at-spi-bus-launcher"),
    },
    { name: "strace", why: "lets writes and flushes fail in the tests", found: onPath("strace") },
    { name: "sqlite3", why: "reads portfolios as another program in the tests", found: onPath("sqlite3") },
  ],
};

function isDebianLike() {
  if (process.platform !== "linux" || !existsSync("/etc/os-release")) return false;
  const release = readFileSync("/etc/os-release", "utf8");
  const ids = [...release.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap(([, value]) =>
    value.split(" "),
  );
  return ids.includes("debian") && onPath("apt-get")();
}

async function missingOnDebian(wanted) {
  const known = await peek([
    "sh",
    "-c",
    `dpkg-query -W -f '\${Package} \${db:Status-Status}\\n' ${wanted.map((one) => one.name).join(" ")} 2>/dev/null; true`,
  ]);
  const installed = new Set(
    (known ?? "")
      .split("\n")
      .filter((line) => line.endsWith(" installed"))
      .map((line) => line.split(" ")[0]),
  );
  return wanted.filter((one) => !installed.has(one.name));
}

async function missingElsewhere(wanted) {
  const there = await Promise.all(wanted.map((one) => one.found()));
  return wanted.filter((_, at) => !there[at]);
}

function listed(missing) {
  const width = Math.max(...missing.map((one) => one.name.length));
  return missing.map((one) => `  ${one.name.padEnd(width)}  ${one.why}`).join("\n");
}

async function install(missing) {
  const names = missing.map((one) => one.name);
  const asRoot = process.getuid() === 0 ? [] : ["sudo"];
  if (asRoot.length > 0 && !onPath("sudo")()) {
    throw new Stop(
      `Installing them needs root, and there is no sudo. As root run:\n  apt-get install --no-install-recommends ${names.join(" ")}`,
    );
  }
  const apt = [
    ...asRoot,
    "env",
    "DEBIAN_FRONTEND=noninteractive",
    "apt-get",
    "-q",
    "-o",
    "DPkg::Lock::Timeout=300",
    "-o",
    "Acquire::Retries=3",
  ];
  await run([...apt, "update"]);
  await run([...apt, "install", "-y", "--no-install-recommends", ...names]);
}

/** Makes the packages of `groups` (keys of the table above) present, or stops and says which are missing and why. */
export async function ensureSystem(...groups) {
  const wanted = groups.flatMap((group) => packages[group]);
  if (!isDebianLike()) {
    const missing = await missingElsewhere(wanted);
    if (missing.length === 0) return;
    throw new Stop(
      `Missing from this system (names as in Debian 12):\n${listed(missing)}\n` +
        "Only Debian and its relatives are set up automatically. Install these by hand and run the command again.",
    );
  }
  const missing = await missingOnDebian(wanted);
  if (missing.length === 0) return;
  say(`Installing what this system is missing:\n${listed(missing)}`);
  await install(missing);
  const still = await missingOnDebian(missing);
  if (still.length > 0) throw new Stop(`Still missing after the installation:\n${listed(still)}`);
}
