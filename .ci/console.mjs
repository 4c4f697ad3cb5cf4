// What a script says and how it ends. A Stop is an expected end: its text is for the person, without a stack.

export class Stop extends Error {}

export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Runs a script's work; any failure reaches standard error and makes the exit code 1. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`\n${error instanceof Stop ? error.message : (error.stack ?? error)}\n`);
    process.exitCode = 1;
  }
}
