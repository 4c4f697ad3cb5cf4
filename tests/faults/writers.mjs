// Three programs write into one portfolio at once: nothing is lost, doubled or refused for a lock.
import { join } from "node:path";
import { backcast, done, withFolder } from "./programs.mjs";

const WRITERS = 3;

export const writers = {
  name: "three command lines write at once",
  full: 10_000,
  short: 90,
  run: (writes) =>
    withFolder(async (folder) => {
      const file = join(folder, "shared.backcast");
      await done(backcast(file, "init", file));
      const each = Math.ceil(writes / WRITERS);
      const loop =
        'i=0; while [ $i -lt "$4" ]; do i=$((i+1)); "$1" -p "$2" spark "Writer $3, spark $i." >/dev/null || exit 1; done';
      const command = (writer) => [
        "sh",
        "-c",
        loop,
        "sh",
        backcast(file)[0],
        file,
        String(writer),
        String(each),
      ];
      await Promise.all(Array.from({ length: WRITERS }, (_, writer) => done(command(writer))));
      await done(backcast(file, "check"));
      const rows = JSON.parse(await done(backcast(file, "--json", "list", "--limit", "1000000")));
      const problems = new Set(rows.map((row) => row.problem));
      if (rows.length !== each * WRITERS || problems.size !== rows.length) {
        throw new Error(`${each * WRITERS} written, ${rows.length} there, ${problems.size} different`);
      }
      return `${rows.length} writes: none lost, none doubled, no lock error`;
    }),
};
