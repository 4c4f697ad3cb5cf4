// A disk that fails or is full: the command says so, and afterwards the true state is there and can be worked with.
import { join } from "node:path";
import { backcast, done, ended, holds, orderly, withFolder } from "./programs.mjs";
import { sabotaged } from "./strace.mjs";

/**
 * Lets one command fail at its first, second, … call of `fault`, up to `times`, and looks at what is left each time.
 * `words` must be in what the command says when it fails.
 */
async function atEvery(fault, words, times, folder, command) {
  const file = join(folder, `${words.replaceAll(" ", "-")}.backcast`);
  await done(backcast(file, "init", file));
  const kept = [];
  for (let k = 1; k <= times; k += 1) {
    const problem = `Clerks wait for call ${k}.`;
    const result = await sabotaged(command(file, problem), `${fault}:when=${k}`, folder);
    orderly(result, `${fault} at call ${k}`);
    if (result.code === 1 && !result.err.includes(words)) throw new Error(`call ${k} says: ${result.err}`);
    const rows = await holds(file, kept, 1);
    if (rows > kept.length) kept.push(problem);
    else if (result.code === 0) throw new Error(`call ${k}: acknowledged and not there`);
    if (!result.struck) return k - 1;
  }
  return times;
}

const spark = (file, problem) => backcast(file, "spark", problem);

export const flush = {
  name: "a flush fails",
  full: 100,
  short: 4,
  run: (times) =>
    withFolder(async (folder) => {
      const strikes = await atEvery("fsync:error=EIO", "not confirmed", times, folder, spark);
      return `at each of ${strikes} flushes: said, and what is shown afterwards is what is stored`;
    }),
};

export const full = {
  name: "the disk is full",
  full: 50,
  short: 6,
  run: (times) =>
    withFolder(async (folder) => {
      const strikes = await atEvery("pwrite64:error=ENOSPC", "disk is full", times, folder, spark);
      const file = join(folder, "export.backcast");
      await done(backcast(file, "init", file, "--sample"));
      const exported = join(folder, "out.json");
      const result = await sabotaged(
        backcast(file, "export", "--as", "json", "--to", exported),
        "write:error=ENOSPC:when=1+",
        folder,
      );
      orderly(result, "export to a full disk");
      if (result.code !== 1) throw new Error("an export to a full disk was called done");
      await done(backcast(file, "export", "--as", "json", "--to", exported));
      return `at each of ${strikes} writes and in an export: said, and works again when there is room`;
    }),
};

export const readOnly = {
  name: "read-only file, folder and medium",
  full: 3,
  short: 3,
  run: () =>
    withFolder(async (folder) => {
      const file = join(folder, "sample.backcast");
      await done(backcast(file, "init", file, "--sample"));
      const asNobody = (command) => ["setpriv", "--reuid=65534", "--clear-groups", ...command];
      await done(["chmod", "755", folder]);
      await done(["chmod", "644", file]);
      const before = await done(["sha256sum", file]);
      for (const [what, prepare, undo] of [
        ["file", ["chmod", "444", file], ["chmod", "644", file]],
        ["folder", ["chmod", "555", folder], ["chmod", "755", folder]],
        ["medium", ["chattr", "+i", file], ["chattr", "-i", file]],
      ]) {
        await done(prepare);
        try {
          orderly(await ended(asNobody(backcast(file, "list"))), what);
          const refused = await ended(asNobody(backcast(file, "spark", "One.")));
          if (refused.code !== 1 || !refused.err.includes("read-only")) {
            throw new Error(`${what}: ${refused.err}`);
          }
        } finally {
          await done(undo);
        }
      }
      if ((await done(["sha256sum", file])) !== before) throw new Error("the file was changed");
      return "can be read, says so when written to, keeps its bytes";
    }),
};
