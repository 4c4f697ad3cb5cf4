// A power cut at any moment of making, filling, upgrading, backing up and restoring a portfolio.
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FATES, layImage } from "./disk.mjs";
import { backcast, chance, done, withFolder } from "./programs.mjs";
import { recorded } from "./strace.mjs";
import { oldest } from "./upgrades.mjs";

const nothing = () => undefined;
const made = (file) => done(backcast(file, "init", file));

// What each scene does; $1 is the program, $2 the file. A spark is acknowledged by a line that is its id.
const scenes = [
  { name: "making", prepare: nothing, script: '"$1" init "$2" >/dev/null && "$1" -p "$2" spark "One."' },
  {
    name: "filling",
    prepare: made,
    script: `
for i in 1 2 3 4 5 6; do "$1" -p "$2" spark "Spark $i." || exit 1; done
"$1" -p "$2" score P-001 big=3 should=3 plan=3 --why big=a --why should=b --why plan=c >/dev/null || exit 1
"$1" -p "$2" decide P-001 approve --why "All three." >/dev/null || exit 1
for i in 7 8 9; do "$1" -p "$2" spark "Spark $i." || exit 1; done`,
  },
  {
    name: "upgrading",
    prepare: (file) => copyFileSync(oldest, file),
    script: '"$1" -p "$2" spark "One more."',
    known: 10,
  },
  {
    name: "saving",
    prepare: async (file) => {
      await made(file);
      await done(backcast(file, "spark", "Before the copy."));
    },
    // Restoring takes the later spark back, so only the first and the last count.
    script: `
"$1" -p "$2" backup --to "$2.copy" >/dev/null || exit 1
"$1" -p "$2" spark "Between." >/dev/null || exit 1
"$1" -p "$2" restore "$2.copy" >/dev/null || exit 1
"$1" -p "$2" spark "After." || exit 1`,
    known: 1,
  },
];

async function cut(scene, times, random, folder) {
  const file = join(folder, `${scene.name}.backcast`);
  await scene.prepare(file);
  const initial = new Map(existsSync(file) ? [[file, readFileSync(file)]] : []);
  const did = await recorded(["sh", "-c", scene.script, "sh", backcast(file)[0], file], folder);
  for (let time = 0; time < times; time += 1) {
    const operations = did.slice(0, 1 + Math.floor(random() * did.length));
    const fate = FATES[Math.floor(random() * FATES.length)];
    const image = join(folder, "image");
    layImage({ initial, operations, folder, image, fate, random });
    const said = operations.filter((one) => one.kind === "said").map((one) => one.bytes.toString());
    const acknowledged = said.filter((text) => /^P-\d+\n$/.test(text)).length + (scene.known ?? 0);
    const left = join(image, `${scene.name}.backcast`);
    if (!existsSync(left) && acknowledged === 0) continue;
    try {
      await done(backcast(left, "check"));
      const rows = JSON.parse(await done(backcast(left, "--json", "list", "--limit", "1000"))).length;
      if (rows < acknowledged) throw new Error(`${acknowledged} acknowledged, ${rows} there`);
    } catch (error) {
      const where = `${scene.name}, after ${operations.length} of ${did.length} operations, the rest ${fate}`;
      throw new Error(`${where}: ${error.message}`, { cause: error });
    }
  }
  return did.length;
}

export const power = {
  name: "power cut",
  full: 500,
  short: 24,
  run: (images) =>
    withFolder(async (folder) => {
      const random = chance(11);
      let operations = 0;
      for (const scene of scenes) {
        operations += await cut(scene, Math.ceil(images / scenes.length), random, folder);
      }
      return `${images} images of ${operations} operations (making, filling, upgrading, saving): whole, nothing lost`;
    }),
};
