// `npm run screenshots`: takes the pictures of the README from the application itself, with the sample portfolio.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildPage, buildPrograms } from "./build.mjs";
import { main, say } from "./console.mjs";
import { project } from "./places.mjs";
import { setUp } from "./setup.mjs";

await main(async () => {
  await setUp("build", "display");
  await buildPage();
  await buildPrograms();
  const { withBackcast, backcast, backcastJson } = await import("../tests/e2e/driver/backcast.mjs");
  const { portfolioPainted } = await import("../tests/e2e/driver/portfolio.mjs");
  await withBackcast(async ({ folder, window }) => {
    const sample = join(folder, "sample.backcast");
    await backcast("init", sample, "--sample");
    const { page } = await window({ file: sample });
    await portfolioPainted(page, await backcastJson("-p", sample, "list"));
    const file = join(project, ".github/portfolio.png");
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, await page.png());
    say(file);
  });
});
