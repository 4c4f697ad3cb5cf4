// Runs named steps one after another, all of them even when one fails, and ends with what came out of each.
// A step is {name, work, needs?}: `needs` names steps without whose success it would only repeat their failure.
import { Stop, say } from "./console.mjs";

async function outcomeOf(step, failed) {
  const missing = (step.needs ?? []).filter((name) => failed.has(name));
  if (missing.length > 0) return { mark: "skipped", why: `needs: ${missing.join(", ")}` };
  try {
    await step.work();
    return { mark: "ok" };
  } catch (error) {
    const why = error instanceof Stop ? error.message : error.stack;
    process.stderr.write(`\n${why}\n`);
    return { mark: "FAILED", why: why.split("\n")[0] };
  }
}

/** Runs `steps`; stops with the list of those that failed. */
export async function runSteps(steps) {
  const failed = new Set();
  const lines = [];
  for (const step of steps) {
    say(`\n── ${step.name}`);
    const start = performance.now();
    const { mark, why } = await outcomeOf(step, failed);
    if (mark !== "ok") failed.add(step.name);
    const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
    lines.push(`${seconds} s  ${mark.padEnd(7)}  ${step.name}${why === undefined ? "" : `  (${why})`}`);
  }
  say(`\n${lines.join("\n")}`);
  if (failed.size > 0) throw new Stop(`\n${failed.size} of ${steps.length} steps did not succeed.`);
}
