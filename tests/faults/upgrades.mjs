// Portfolios of every released version: they upgrade, also when killed at any write; a newer one keeps its bytes.
import { copyFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { project } from "../../.ci/places.mjs";
import { backcast, done, ended, withFolder } from "./programs.mjs";
import { sabotaged } from "./strace.mjs";

const folderOfReleases = join(project, "tests/fixtures/portfolios");
const releases = readdirSync(folderOfReleases)
  .filter((name) => name.endsWith(".backcast"))
  .sort()
  .map((name) => join(folderOfReleases, name));

/** A portfolio file as the first released version wrote it. */
export const oldest = releases[0];

const VERSION_AT = 60;

async function killedAtEveryWrite(release, folder, every) {
  const file = join(folder, "old.backcast");
  const rows = async () => JSON.parse(await done(backcast(file, "--json", "list", "--limit", "1000"))).length;
  copyFileSync(release, file);
  const expected = await rows();
  for (let k = 1; ; k += every) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    copyFileSync(release, file);
    const result = await sabotaged(backcast(file, "check"), `pwrite64:signal=SIGKILL:when=${k}`, folder);
    await done(backcast(file, "check"));
    if ((await rows()) !== expected) throw new Error(`killed at write ${k}: other rows than before`);
    if (!result.struck) return k - 1;
  }
}

export const upgrades = {
  name: "upgrade killed at every write, and newer files",
  full: 1,
  short: 40,
  run: (every) =>
    withFolder(async (folder) => {
      let kills = 0;
      for (const release of releases) {
        kills += Math.ceil((await killedAtEveryWrite(release, folder, every)) / every);
      }
      const newer = join(folder, "newer.backcast");
      const bytes = readFileSync(oldest);
      bytes.writeUInt32BE(4_000, VERSION_AT);
      writeFileSync(newer, bytes);
      const refused = await ended(backcast(newer, "list"));
      if (refused.code !== 1 || !refused.err.includes("newer")) {
        throw new Error(`a newer file: ${refused.err}`);
      }
      if (!readFileSync(newer).equals(bytes)) throw new Error("a newer file was changed");
      return `${releases.length} released schema, ${kills} kills: whole each time; a newer file keeps its bytes`;
    }),
};
