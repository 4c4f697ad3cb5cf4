// Several programs write into one portfolio at once: nothing is lost, doubled or refused for a lock.
import { join } from "node:path";
import { withBackcast } from "../e2e/driver/backcast.mjs";
import { backcast, done, withFolder } from "./programs.mjs";
import { inTheWindow } from "./windows.mjs";

const WRITERS = 3;

/** A shell that keeps `$4` sparks in the name of writer `$3`. */
const loop =
  'i=0; while [ $i -lt "$4" ]; do i=$((i+1)); "$1" -p "$2" spark "Writer $3, spark $i." >/dev/null || exit 1; done';

const writing = (file, writer, times) => [
  "sh",
  "-c",
  loop,
  "sh",
  backcast(file)[0],
  file,
  String(writer),
  String(times),
];

async function counted(file, written) {
  await done(backcast(file, "check"));
  const rows = JSON.parse(await done(backcast(file, "--json", "list", "--limit", "1000000")));
  const problems = new Set(rows.map((row) => row.problem));
  if (rows.length !== written || problems.size !== written) {
    throw new Error(`${written} written, ${rows.length} there, ${problems.size} different`);
  }
}

export const writers = {
  name: "three command lines write at once",
  full: 10_000,
  short: 60,
  run: (writes) =>
    withFolder(async (folder) => {
      const file = join(folder, "shared.backcast");
      await done(backcast(file, "init", file));
      const each = Math.ceil(writes / WRITERS);
      await Promise.all(
        Array.from({ length: WRITERS }, (_, writer) => done(writing(file, writer, each), { timeout: 0 })),
      );
      await counted(file, each * WRITERS);
      return `${each * WRITERS} writes: none lost, none doubled, no lock error`;
    }),
};

export const windowAndWriters = {
  name: "two windows and two command lines write at once",
  full: 10_000,
  short: 0,
  run: (writes) =>
    withBackcast(async ({ folder, window }) => {
      const file = join(folder, "shared.backcast");
      await done(backcast(file, "init", file));
      const { page } = await window({ file });
      await page.get("heading", "The journal");
      await page.run(
        "return window.__TAURI_INTERNALS__.invoke('open_window', { place: 'journal' }).then(() => null)",
      );
      const handles = await page.until("a second window", async () => {
        const all = await page.ask("GET", "/window/handles");
        return all.length === 2 && all;
      });
      const each = Math.ceil(writes / 4);
      const shells = ["c", "d"].map((writer) => done(writing(file, writer, each), { timeout: 0 }));
      for (const [at, handle] of handles.entries()) {
        await page.ask("POST", "/window", { handle });
        await page.run(inTheWindow, `Window ${at}`, each);
      }
      await Promise.all(shells);
      for (const handle of handles) {
        await page.ask("POST", "/window", { handle });
        await page.until(
          "the window's own writes",
          async () => page.run("return kept.over === true"),
          1_800_000,
        );
        const failed = await page.run("return kept.failed");
        if (failed !== null) throw new Error(`a window was refused: ${failed}`);
      }
      await counted(file, each * 4);
      return `${each * 4} writes, half of them in windows: none lost, none doubled, no lock error shown`;
    }),
};
