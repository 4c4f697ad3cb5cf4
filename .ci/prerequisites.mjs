// What the set-up cannot install for a person: Node, Rust, and the parts of Rust that checks need.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { peek, run } from "./command.mjs";
import { Stop, say } from "./console.mjs";

const oldest = { node: "20.19", rust: "1.95" };

/** Whether dotted version `found` is `wanted` or newer; both as "1.95.0" or "1.95". */
export function isAtLeast(found, wanted) {
  const [have, need] = [found, wanted].map((version) => version.split(".").map(Number));
  const differs = need.findIndex((part, at) => (have[at] ?? 0) !== part);
  return differs === -1 || (have[differs] ?? 0) > need[differs];
}

function checkNode() {
  if (isAtLeast(process.versions.node, oldest.node)) return;
  throw new Stop(
    `Backcast is built with Node ${oldest.node} or newer; this is Node ${process.versions.node}.\n` +
      "Install Node 20 from https://nodejs.org and run the command again.",
  );
}

// rustup writes its folder into shell profiles, which a script or a build machine often has not read.
function findCargo() {
  const folder = join(process.env.CARGO_HOME || join(homedir(), ".cargo"), "bin");
  if (existsSync(join(folder, "cargo")) && !process.env.PATH.split(delimiter).includes(folder)) {
    process.env.PATH = `${process.env.PATH}${delimiter}${folder}`;
  }
}

async function checkRust() {
  findCargo();
  const version = /^rustc (\d+\.\d+\.\d+)/.exec((await peek(["rustc", "--version"])) ?? "")?.[1];
  if (
    version !== undefined &&
    (await peek(["cargo", "--version"])) !== null &&
    isAtLeast(version, oldest.rust)
  ) {
    return;
  }
  const found = version === undefined ? "no Rust was found" : `this is Rust ${version}`;
  throw new Stop(
    `Backcast is built with Rust ${oldest.rust} or newer; ${found}.\n` +
      'Install Rust from https://rustup.rs, or bring it up to date with "rustup update stable", and run the command again.',
  );
}

/** Stops with a clear message when Node or Rust is absent or too old. */
export async function checkPrerequisites() {
  checkNode();
  await checkRust();
}

/** Adds rustfmt and clippy, which rustup's minimal profile leaves out. */
export async function ensureRustChecks() {
  const probes = { rustfmt: ["cargo", "fmt", "--version"], clippy: ["cargo", "clippy", "--version"] };
  const missing = [];
  for (const [component, probe] of Object.entries(probes)) {
    if ((await peek(probe)) === null) missing.push(component);
  }
  if (missing.length === 0) return;
  if ((await peek(["rustup", "--version"])) === null) {
    throw new Stop(
      `The checks need ${missing.join(" and ")} for this Rust, and there is no rustup to add them.`,
    );
  }
  say(`Adding to Rust: ${missing.join(", ")} (format and lint checks)`);
  await run(["rustup", "component", "add", ...missing]);
}
