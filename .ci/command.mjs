// Runs other programs: `run` shows their output, `read` keeps it. A failure is a Stop that names the command.
import { spawn } from "node:child_process";
import { Stop } from "./console.mjs";
import { project } from "./places.mjs";

function spawned([program, ...args], options) {
  const shown = [program.split("/").at(-1), ...args].join(" ");
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: project, ...options });
    let out = "";
    let err = "";
    child.stdout?.on("data", (bytes) => (out += bytes));
    child.stderr?.on("data", (bytes) => (err += bytes));
    child.on("error", (error) => reject(new Stop(`"${shown}" did not start: ${error.message}`)));
    child.on("close", (code, signal) => resolve({ code, signal, out, err, shown }));
  });
}

/** Runs `command` with its output shown. Options are those of spawn. */
export async function run(command, options = {}) {
  const { code, signal, shown } = await spawned(command, { stdio: "inherit", ...options });
  if (code !== 0) throw new Stop(`"${shown}" ended with ${signal ?? `exit code ${code}`}.`);
}

/** Runs `command` and returns its standard output. */
export async function read(command, options = {}) {
  const { code, signal, out, err, shown } = await spawned(command, {
    stdio: ["ignore", "pipe", "pipe"],
    ...options,
  });
  if (code !== 0) throw new Stop(`"${shown}" ended with ${signal ?? `exit code ${code}`}.\n${err}`);
  return out;
}

/** The standard output of `command`, or null when it is missing or fails. For looking whether something is there. */
export async function peek(command) {
  try {
    return await read(command);
  } catch (error) {
    if (error instanceof Stop) return null;
    throw error;
  }
}
