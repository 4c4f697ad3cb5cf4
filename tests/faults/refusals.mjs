// A disk that fails or is full: the command says so, and afterwards the true state is there and can be worked with.
import { copyFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { backcast, done, ended, orderly, withFolder } from "./programs.mjs";
import { sabotaged } from "./strace.mjs";
import { oldest } from "./upgrades.mjs";

/** What a portfolio holds, after it was checked: its proposals, without times. */
async function stateOf(file) {
  await done(backcast(file, "check"));
  const rows = JSON.parse(await done(backcast(file, "--json", "list", "--limit", "1000")));
  return rows.map(({ id, stage, problem, headline }) => `${id} ${stage} ${problem} ${headline}`).join("\n");
}

/** What is done while the disk fails: how it is prepared in a folder, and the command. */
const deeds = [
  { name: "a spark", command: (file) => backcast(file, "spark", "One more.") },
  {
    name: "an import",
    prepare: (folder) => writeFileSync(join(folder, "one.md"), "# One\n\n## Problem\n\nTwo.\n"),
    command: (file, folder) => backcast(file, "import", join(folder, "one.md")),
  },
  { name: "an upgrade", from: oldest, command: (file) => backcast(file, "check") },
  { name: "a backup", command: (file, folder) => backcast(file, "backup", "--to", join(folder, "copy")) },
  {
    name: "a restore",
    prepare: (folder, file) => done(backcast(file, "backup", "--to", join(folder, "kept"))),
    later: (file) => done(backcast(file, "spark", "After the backup.")),
    command: (file, folder) => backcast(file, "restore", join(folder, "kept")),
  },
  {
    name: "an export",
    command: (file, folder) => backcast(file, "export", "--as", "json", "--to", join(folder, "out")),
  },
  {
    name: "an export of documents",
    command: (file, folder) => backcast(file, "export", "--as", "docx", "--to", join(folder, "outs")),
  },
];

async function begun(folder, deed, whole) {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  const file = join(folder, "mine.backcast");
  copyFileSync(deed.from ?? whole, file);
  await deed.prepare?.(folder, file);
  await deed.later?.(file);
  return file;
}

/**
 * Lets `deed` fail at its first, second, … call of `fault`, `most` times at most, and looks at what is left each time.
 * A failure has to say one of `words`. Returns how often it was struck.
 */
async function atEvery(folder, deed, source, { fault, words, most }) {
  const whole = await begun(folder, deed, source);
  const before = await stateOf(whole);
  await done(deed.command(whole, folder));
  const after = await stateOf(whole);
  for (let k = 1; k <= most; k += 1) {
    const file = await begun(folder, deed, source);
    const where = `${deed.name}, ${fault} at call ${k}`;
    const result = orderly(await sabotaged(deed.command(file, folder), `${fault}:when=${k}`, folder), where);
    if (result.code === 1 && !words.test(result.err)) throw new Error(`${where} says: ${result.err}`);
    const now = await stateOf(file);
    // A flush or the answer itself can fail after all was stored, so that a failure may leave either state.
    if (now !== after && (result.code === 0 || now !== before)) {
      throw new Error(`${where}: ended with ${result.code} and holds\n${now}`);
    }
    const again = deed
      .command(file, folder)
      .map((word) => (word === join(folder, "copy") ? `${word}-2` : word));
    await done(again);
    if (!result.struck) return k - 1;
  }
  return most;
}

async function everyDeed(times, faults) {
  return withFolder(async (folder) => {
    const whole = join(folder, "whole.backcast");
    await done(backcast(whole, "init", whole, "--sample"));
    return withFolder(async (place) => {
      let strikes = 0;
      for (const deed of deeds) {
        for (const fault of faults) {
          strikes += await atEvery(place, deed, whole, {
            ...fault,
            most: Math.ceil(times / deeds.length / faults.length),
          });
        }
      }
      return strikes;
    });
  });
}

export const flush = {
  name: "a flush fails",
  full: 1_400,
  short: 14,
  run: async (times) => {
    const words = /not confirmed|Input\/output error/;
    const strikes = await everyDeed(times, [
      { fault: "fsync:error=EIO", words },
      { fault: "fdatasync:error=EIO", words },
    ]);
    return `at each of ${strikes} flushes of ${deeds.length} commands: said, and what is shown afterwards is what is stored`;
  },
};

export const full = {
  name: "the disk is full",
  full: 1_400,
  short: 14,
  run: async (times) => {
    const words = /disk is full|No space left|not confirmed/;
    const strikes = await everyDeed(times, [
      { fault: "pwrite64:error=ENOSPC", words },
      { fault: "write:error=ENOSPC", words },
    ]);
    return `at each of ${strikes} writes of ${deeds.length} commands, to database, log, copies and exports: said, and works again when there is room`;
  },
};

export const fullForReal = {
  name: "a small disk that fills up",
  full: 20,
  short: 1,
  run: (times) =>
    withFolder(async (folder) => {
      const mounted = await ended(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]);
      if (mounted.code !== 0) return "not tried: no disk could be mounted";
      try {
        const file = join(folder, "mine.backcast");
        await done(backcast(file, "init", file));
        let kept = 0;
        const text = "Clerks type each referral twice. ".repeat(300);
        for (let refused = 0; refused < times;) {
          const result = orderly(await ended(backcast(file, "spark", `${kept}: ${text}`)), "a spark");
          if (result.code === 0) {
            kept += 1;
            continue;
          }
          if (!result.err.includes("disk is full")) throw new Error(`it says: ${result.err}`);
          const rows = JSON.parse(await done(backcast(file, "--json", "list", "--limit", "1000")));
          if (rows.length !== kept) throw new Error(`${kept} acknowledged, ${rows.length} there`);
          refused += 1;
        }
        await done(["mount", "-o", "remount,size=4m", folder]);
        await done(backcast(file, "spark", "There is room again."));
        await done(backcast(file, "check"));
        return `${kept} kept, then ${times} refused in words; works again when there is room`;
      } finally {
        await done(["umount", folder]);
      }
    }),
};

export const readOnly = {
  name: "read-only file, folder and medium",
  full: 4,
  short: 4,
  run: () =>
    withFolder(async (folder) => {
      const file = join(folder, "sample.backcast");
      await done(backcast(file, "init", file, "--sample"));
      const asNobody = (command) => ["setpriv", "--reuid=65534", "--clear-groups", ...command];
      await done(["chmod", "755", folder]);
      await done(["chmod", "644", file]);
      const before = await done(["sha256sum", file]);
      const tried = [];
      for (const [what, prepare, undo] of [
        ["file", ["chmod", "444", file], ["chmod", "644", file]],
        ["folder", ["chmod", "555", folder], ["chmod", "755", folder]],
        ["unchangeable file", ["chattr", "+i", file], ["chattr", "-i", file]],
        ["medium", ["mount", "--bind", "-o", "ro", folder, folder], ["umount", folder]],
      ]) {
        if ((await ended(prepare)).code !== 0) continue;
        if (what === "medium") await ended(["mount", "-o", "remount,bind,ro", folder]);
        try {
          orderly(await ended(asNobody(backcast(file, "list"))), what);
          await done(asNobody(backcast(file, "show", "P-001")));
          const refused = await ended(asNobody(backcast(file, "spark", "One.")));
          if (refused.code !== 1 || !refused.err.includes("read-only")) {
            throw new Error(`${what}: ${refused.err}`);
          }
          tried.push(what);
        } finally {
          await done(undo);
        }
      }
      if ((await done(["sha256sum", file])) !== before) throw new Error("the file was changed");
      return `${tried.join(", ")}: can be read, says so when written to, keeps its bytes`;
    }),
};
