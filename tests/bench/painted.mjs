// How long a program takes from its start to the last change of the picture, read from the display itself: no program
// is asked, none can announce itself early, and the reference is measured in exactly the same way.
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

/** Milliseconds from starting `command` (with `env` added) to its last change of the picture. */
export async function timeToPainted(command, env = {}) {
  const display = await openDisplay();
  const watch = watchPicture(display.framebuffer);
  watch.changedRows();
  const start = performance.now();
  const child = startBeside(command, { env: { ...display.env, ...env }, stdio: "ignore" });
  try {
    return await lastChange(watch, start, child);
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

/** Starts every command in turn, `rounds` times after one warming round; returns {name: milliseconds[]}. */
export async function alternate(commands, rounds) {
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, { command, env }] of Object.entries(commands)) {
      const time = await timeToPainted(command, env);
      if (round > 0) times[name].push(time);
    }
  }
  return times;
}
