// The locked npm packages: installed when what is in node_modules differs from package-lock.json, otherwise left alone.
// Their install scripts never run.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";
import { run } from "./command.mjs";
import { say } from "./console.mjs";
import { project } from "./places.mjs";

function readJson(name) {
  try {
    return JSON.parse(readFileSync(join(project, name), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

// npm writes its own record last, so an interrupted installation does not look complete.
function isInstalled() {
  const wanted = readJson("package-lock.json");
  const present = readJson("node_modules/.package-lock.json");
  const asked = readJson("package.json");
  if (wanted === null || present === null) return false;
  const { dependencies, devDependencies } = wanted.packages[""];
  if (!isDeepStrictEqual([dependencies, devDependencies], [asked.dependencies, asked.devDependencies])) {
    return false;
  }
  return Object.entries(wanted.packages).every(
    ([path, { version, optional }]) => path === "" || optional || present.packages[path]?.version === version,
  );
}

/** Installs the locked packages unless they are all there. */
export async function ensurePackages() {
  if (isInstalled()) return;
  say("Installing the locked npm packages (without their install scripts)");
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
  await run([...npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
}
