// `npm run screenshots`: photographs every screen, empty, with the sample portfolio and with ten thousand proposals, light and
// dark, in both sizes, into tests/e2e/out/screens; and takes the pictures of the README. Names after it choose screens.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildPage, buildPrograms } from "./build.mjs";
import { main, say } from "./console.mjs";
import { outFolder, project } from "./places.mjs";
import { setUp } from "./setup.mjs";

const album = join(outFolder, "screens");
/** Screens that show something without a particular object, so that they can be photographed in any portfolio. */
const anywhere = ["journal", "portfolio", "meetings", "launches", "lessons", "insights", "trash", "settings"];

function tenThousand() {
  const line = (at) => {
    const stage = ["spark", "draft", "ready", "in-review", "not-yet", "declined"][at % 6];
    const title = `Clerks at depot ${at} retype every label`;
    const problem = `At depot ${at}, ${(at * 7) % 90} of 100 labels are typed twice because scanner and scale do not know each other.`;
    return JSON.stringify({
      title,
      stage,
      customer: `Clerks of depot ${at}`,
      problem,
      solution: "One table for both.",
    });
  };
  return `${Array.from({ length: 10_000 }, (_, at) => line(at)).join("\n")}\n`;
}

async function photograph({ withBackcast, screens, setTheme, sizes, visit }, name, prepare, places) {
  mkdirSync(join(album, name), { recursive: true });
  await withBackcast(async ({ folder, window }) => {
    const file = join(folder, `${name}.backcast`);
    await prepare(file, folder);
    for (const size of sizes) {
      const { page, close } = await window({ file, size });
      for (const theme of ["light", "dark"]) {
        await setTheme(page, theme);
        for (const place of places) {
          await visit(page, place, screens[place]);
          const picture = `${place.replaceAll("/", "-")}-${theme}-${size.width}.png`;
          writeFileSync(join(album, name, picture), await page.png());
        }
      }
      await close();
    }
  });
}

await main(async () => {
  await setUp("build", "display");
  await buildPage();
  await buildPrograms();
  const driver = {
    ...(await import("../tests/e2e/driver/backcast.mjs")),
    ...(await import("../tests/e2e/driver/screens.mjs")),
  };
  const chosen = process.argv.slice(2);
  const wanted = (places) =>
    places.filter((place) => chosen.length === 0 || chosen.some((part) => place.startsWith(part)));
  if (chosen.length === 0) rmSync(album, { recursive: true, force: true });

  const empty = (file) => driver.backcast("init", file);
  const sample = (file) => driver.backcast("init", file, "--sample");
  const full = async (file, folder) => {
    await driver.backcast("init", file);
    const lines = join(folder, "proposals.jsonl");
    writeFileSync(lines, tenThousand());
    await driver.backcast("-p", file, "import", lines);
  };
  await photograph(driver, "empty", empty, wanted(anywhere));
  await photograph(driver, "sample", sample, wanted(Object.keys(driver.screens)));
  await photograph(driver, "full", full, wanted(["portfolio", "journal"]));
  say(album);

  await driver.withBackcast(async ({ folder, window }) => {
    const file = join(folder, "sample.backcast");
    await sample(file);
    const { page } = await window({ file });
    for (const place of ["portfolio", "launch/L-001"]) {
      await driver.visit(page, place, driver.screens[place]);
      const picture = join(project, `.github/${place.split("/")[0]}.png`);
      writeFileSync(picture, await page.png());
      say(picture);
    }
  });
});
