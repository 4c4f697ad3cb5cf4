// Bits that flip, files that are cut, emptied or replaced, and a log that belongs to another file.
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { backcast, chance, done, ended, orderly, withFolder } from "./programs.mjs";

const reads = [["check"], ["list"], ["search", "referral"], ["show", "P-003"]];

// What must never lie: every column of revisions, records and values, as plain SQLite reads them.
const CONTENT = ["revisions", "decisions", "amendments", "observations", "retros"]
  .map((table) => `SELECT * FROM ${table} ORDER BY id;`)
  .join("");

async function contentOf(file) {
  const result = await ended(["sqlite3", `file:${file}?immutable=1`, CONTENT]);
  return result.code === 0 && result.err === "" ? result.out : null;
}

/** Reads what can be read of `file` into a new one, which has to be sound; returns how many proposals it holds. */
async function salvaged(folder, file, where) {
  const bytes = readFileSync(file);
  const to = join(folder, "salvaged.backcast");
  for (const tail of ["", "-wal", "-shm"]) rmSync(`${to}${tail}`, { force: true });
  const result = orderly(
    await ended(backcast(file, "--json", "restore", "--salvage", file, "--to", to)),
    where,
  );
  if (!readFileSync(file).equals(bytes)) throw new Error(`${where}: the damaged file was changed`);
  if (result.code === 1) return 0;
  return JSON.parse(await done(backcast(to, "--json", "list", "--limit", "1000"))).length;
}

export const flips = {
  name: "one bit flipped",
  full: 500,
  short: 25,
  run: (times) =>
    withFolder(async (folder) => {
      const random = chance(3);
      const whole = join(folder, "whole.backcast");
      await done(backcast(whole, "init", whole, "--sample"));
      const bytes = readFileSync(whole);
      const content = await contentOf(whole);
      const file = join(folder, "flipped.backcast");
      const proposals = JSON.parse(await done(backcast(whole, "--json", "list"))).length;
      const counts = { noticed: 0, silent: 0, salvaged: 0, kept: 0 };
      for (let time = 0; time < times; time += 1) {
        const flipped = Buffer.from(bytes);
        const at = Math.floor(random() * bytes.length);
        flipped[at] ^= 1 << Math.floor(random() * 8);
        for (const tail of ["", "-wal", "-shm"]) rmSync(`${file}${tail}`, { force: true });
        writeFileSync(file, flipped);
        const now = await contentOf(file);
        for (const read of reads.slice(1)) {
          orderly(await ended(backcast(file, ...read)), `byte ${at}, ${read[0]}`);
        }
        const check = orderly(await ended(backcast(file, "check")), `byte ${at}, check`);
        if (check.code === 1) {
          counts.noticed += 1;
          if (counts.noticed % 5 === 1) {
            counts.kept += await salvaged(folder, file, `byte ${at}, salvage`);
            counts.salvaged += proposals;
          }
        } else if (now !== content) throw new Error(`byte ${at}: content changed and check said nothing`);
        else counts.silent += 1;
      }
      return `${times} flips: ${counts.noticed} noticed, ${counts.silent} without effect on revisions, records and values; no crash; ${counts.kept} of ${counts.salvaged} proposals salvaged`;
    }),
};

export const cuts = {
  name: "file cut, emptied, replaced, its log swapped",
  full: 200,
  short: 16,
  run: (times) =>
    withFolder(async (folder) => {
      const random = chance(5);
      const whole = join(folder, "whole.backcast");
      const other = join(folder, "other.backcast");
      await done(backcast(whole, "init", whole, "--sample"));
      await done(backcast(other, "init", other));
      const bytes = readFileSync(whole);
      const file = join(folder, "hurt.backcast");
      const wounds = [
        () => writeFileSync(file, bytes.subarray(0, Math.floor(random() * bytes.length))),
        () => writeFileSync(file, Buffer.alloc(random() < 0.5 ? 0 : bytes.length)),
        () =>
          writeFileSync(file, Buffer.from(Array.from({ length: 5_000 }, () => Math.floor(random() * 256)))),
        () => {
          copyFileSync(whole, file);
          // A log of noise, and one that begins like a real one of another file.
          const log = Buffer.from(Array.from({ length: 8_192 }, () => Math.floor(random() * 256)));
          if (random() < 0.5) log.writeUInt32BE(0x377f0682, 0);
          writeFileSync(`${file}-wal`, log);
        },
      ];
      for (let time = 0; time < times; time += 1) {
        for (const tail of ["", "-wal", "-shm"]) rmSync(`${file}${tail}`, { force: true });
        wounds[time % wounds.length]();
        const before = readFileSync(file);
        let refused = false;
        for (const read of reads) {
          const result = orderly(await ended(backcast(file, ...read)), `wound ${time}, ${read[0]}`);
          refused ||= read[0] === "list" && result.code === 1;
        }
        if (refused && !readFileSync(file).equals(before)) {
          throw new Error(`wound ${time}: refused, and changed`);
        }
        if (!refused && JSON.parse(await done(backcast(file, "--json", "list"))).length === 0) {
          throw new Error(`wound ${time}: an empty portfolio in place of a full one`);
        }
      }
      return `${times} wounds: refused with their bytes untouched, or read`;
    }),
};
