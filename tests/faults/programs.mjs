// The command line as a fault finds it: run to any end, looked at afterwards.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../../.ci/places.mjs";

/** How long a command may take before it counts as hanging. */
const PATIENCE = 60_000;

/** Runs `command`; resolves with {code, signal, out, err} however it ends. */
export function ended(command, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command[0], command.slice(1), {
      stdio: ["ignore", "pipe", "pipe"],
      timeout: PATIENCE,
      killSignal: "SIGALRM",
      ...options,
    });
    const [out, err] = [[], []];
    child.stdout.on("data", (bytes) => out.push(bytes));
    child.stderr.on("data", (bytes) => err.push(bytes));
    child.on("error", reject);
    child.on("close", (code, signal) =>
      resolve({ code, signal, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}

/** The command `backcast` over `file` with `args`. */
export function backcast(file, ...args) {
  return [program("backcast"), "-p", file, ...args];
}

/** Fails unless `result` is an orderly end: done or refused with words, never a signal, a hang or a panic. */
export function orderly(result, doing) {
  const fine =
    (result.code === 0 || (result.code === 1 && result.err + result.out !== "")) &&
    !result.err.includes("panicked");
  if (!fine) {
    throw new Error(`${doing}: ended with ${result.signal ?? result.code}: ${result.err.slice(0, 400)}`);
  }
  return result;
}

/** Runs a command that has to succeed, and returns its output. Options are those of spawn. */
export async function done(command, options = {}) {
  const result = await ended(command, options);
  if (result.code !== 0) throw new Error(`${command.join(" ")} ended with ${result.code}: ${result.err}`);
  return result.out;
}

/** Fails unless `file` is whole and holds the problems in `expected`, in any number beyond them up to `unsure` more. */
export async function holds(file, expected, unsure = 0) {
  await done(backcast(file, "check"));
  const rows = JSON.parse(await done(backcast(file, "--json", "list", "--limit", "100000")));
  const found = new Set(rows.map((row) => row.problem));
  const lost = expected.filter((problem) => !found.has(problem));
  if (lost.length > 0) throw new Error(`acknowledged and lost: ${lost.join(", ")}`);
  if (rows.length > expected.length + unsure) {
    throw new Error(`${rows.length} rows for ${expected.length} sparks`);
  }
  return rows.length;
}

/** Calls `work(folder)` with a folder of its own, in memory where the system has one. */
export async function withFolder(work, parent = tmpdir()) {
  const folder = mkdtempSync(join(parent, "backcast-faults-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A repeatable source of chance: numbers from 0 up to 1. */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
