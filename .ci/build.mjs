// Builds the page and the programs, each only when something it is made of has changed. Always the whole workspace with
// the same flags, so that starting and testing share every compiled crate.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";
import { say } from "./console.mjs";
import { nodeTool, pageFolder, project, targetFolder } from "./places.mjs";

const pageStamp = join(project, "node_modules/.cache/backcast-page");

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function pageInputs() {
  const parts = readdirSync(join(project, "ui"), { withFileTypes: true });
  const files = parts.flatMap((part) => {
    const path = join(project, "ui", part.name);
    if (part.isFile()) return [path];
    return part.name === "dist" ? [] : filesUnder(path);
  });
  return [...files.sort(), join(project, "package-lock.json")];
}

function digestOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

function contentOf(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function keep(file, content) {
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, content);
}

/** Builds `ui/dist`, unless it was built from exactly these files. */
export async function buildPage() {
  const inputs = digestOf(pageInputs());
  if (existsSync(join(pageFolder, "index.html")) && contentOf(pageStamp) === inputs) return;
  say("Building the page");
  rmSync(pageStamp, { force: true });
  await run([
    ...nodeTool("vite", "bin/vite.js"),
    "build",
    "--config",
    "ui/vite.config.ts",
    "--logLevel",
    "warn",
  ]);
  keep(pageStamp, inputs);
}

/**
 * Takes over cargo's output folder from another checkout of the project.
 * Cargo compares times, and gives the crates of two checkouts the same place: sources older than the other checkout's
 * build would count as built. So every source is made newer when the folder was last used from somewhere else.
 * Needed before any cargo command that compiles; the checkout's own `target` needs nothing.
 */
export function takeOverTarget() {
  const stamp = join(targetFolder(), ".backcast-checkout");
  if (targetFolder() === join(project, "target") || contentOf(stamp) === project) return;
  if (existsSync(targetFolder())) {
    const now = new Date();
    const sources = ["src-tauri", "tests", "icons"].flatMap((folder) => filesUnder(join(project, folder)));
    for (const source of [...sources, join(project, "Cargo.toml")]) utimesSync(source, now, now);
  }
  keep(stamp, project);
}

/** Arguments every cargo command of this project shares; a build machine may not change the lock file. */
export function cargo(...args) {
  const [subcommand, ...rest] = args;
  return ["cargo", subcommand, ...(process.env.CI ? ["--locked"] : []), ...rest];
}

/** Builds every program of the workspace; `profile` is "dev" or "release". */
export async function buildPrograms(profile = "dev") {
  takeOverTarget();
  await run(cargo("build", "--workspace", "--bins", "--profile", profile));
}
