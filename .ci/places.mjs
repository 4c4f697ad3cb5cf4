// Where things are: the project, cargo's output, programs, pictures. It creates nothing.
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const project = fileURLToPath(new URL("..", import.meta.url));

export const pageFolder = join(project, "ui/dist");
export const outFolder = join(project, "tests/e2e/out");

/** Cargo's output folder: `CARGO_TARGET_DIR` when set, else `target` beside Cargo.toml. */
export function targetFolder() {
  return resolve(project, process.env.CARGO_TARGET_DIR || "target");
}

/** A built program by name, from the profile folder `debug` or `release`. */
export function program(name, profile = "debug") {
  return join(targetFolder(), profile, name);
}

/** A command-line tool that came with the locked npm packages, as [node, script]. */
export function nodeTool(packageName, script) {
  return [process.execPath, join(project, "node_modules", packageName, script)];
}
