// How long a program takes from its start to the last change of the picture, read from the display itself, and what memory
// all its processes then have: no program is asked, none can announce itself early, and the reference is measured in
// exactly the same way.
import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { end, openDisplay, startBeside } from "../../.ci/display.mjs";
import { watchPicture } from "../../.ci/framebuffer.mjs";

// Fewer changed rows than this are a caret or a focus ring, not a page being painted.
const paintedRows = 4;
const quiet = 1000;
const patience = 20_000;

async function lastChange(watch, start, child) {
  let last = null;
  for (;;) {
    const now = performance.now();
    if (watch.changedRows() >= paintedRows) last = now;
    if (last !== null && now - last > quiet) return last - start;
    if (now - start > patience) {
      throw new Error("nothing was painted, or it never came to rest, within 20 seconds");
    }
    if (child.exitCode !== null) throw new Error(`the program ended with exit code ${child.exitCode}`);
    await pause(2);
  }
}

function parentOf(pid) {
  try {
    // The name of a program may hold anything, brackets and spaces included.
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ")[1]);
  } catch {
    return null;
  }
}

/** Megabytes of memory that a process and all it started have, shared pages counted by their share. */
export function memoryOf(pid) {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const parents = new Map(all.map((one) => [one, parentOf(one)]));
  const belongs = (one) => one === pid || (parents.get(one) > 1 && belongs(parents.get(one)));
  const kilobytes = all.filter(belongs).map((one) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

/** Milliseconds from starting `command` (with `env` added) to its last change of the picture, and its memory then. */
async function startToPainted(command, env = {}) {
  const display = await openDisplay();
  const watch = watchPicture(display.framebuffer);
  watch.changedRows();
  const start = performance.now();
  const child = startBeside(command, { env: { ...display.env, ...env }, stdio: "ignore" });
  try {
    const time = await lastChange(watch, start, child);
    return { time, memory: memoryOf(child.pid) };
  } finally {
    watch.close();
    await end(child);
    await display.close();
  }
}

/** The middle of `values`. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The value that so many in a hundred of `values` do not pass. */
export function percentile(values, percent) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
}

/** Starts every command in turn, `rounds` times after one warming round; returns {name: {times, memories}}. */
export async function alternate(commands, rounds) {
  const found = Object.fromEntries(Object.keys(commands).map((name) => [name, { times: [], memories: [] }]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, { command, env }] of Object.entries(commands)) {
      const { time, memory } = await startToPainted(command, env);
      if (round === 0) continue;
      found[name].times.push(time);
      found[name].memories.push(memory);
    }
  }
  return found;
}
