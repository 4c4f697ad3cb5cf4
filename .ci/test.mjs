// `npm test`: set-up, every check, every test. `npm test -- check rust ui e2e faults` runs only the named groups.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { buildPage, buildPrograms, cargo } from "./build.mjs";
import { checks } from "./checks.mjs";
import { run } from "./command.mjs";
import { Stop, main } from "./console.mjs";
import { nodeTool, project } from "./places.mjs";
import { ensureRustChecks } from "./prerequisites.mjs";
import { setUp } from "./setup.mjs";
import { runSteps } from "./steps.mjs";

const page = { name: "build of the page", work: buildPage };
const programs = { name: "build of the programs", needs: [page.name], work: () => buildPrograms() };
const scripts = { name: "tests of the scripts", work: () => runNodeTests(".ci", 1) };

function runNodeTests(folder, concurrency) {
  const files = readdirSync(join(project, folder), { recursive: true })
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => join(folder, name))
    .sort();
  return run([
    process.execPath,
    "--test",
    "--test-reporter=spec",
    `--test-concurrency=${concurrency}`,
    ...files,
  ]);
}

const groups = {
  check: [page, ...checks, scripts],
  rust: [
    page,
    programs,
    { name: "tests of Rust", needs: [programs.name], work: () => run(cargo("test", "--workspace")) },
  ],
  ui: [
    {
      name: "tests of the page",
      work: () => run([...nodeTool("vitest", "vitest.mjs"), "run", "--config", "ui/vite.config.ts"]),
    },
  ],
  e2e: [
    page,
    programs,
    {
      name: "the application in its window",
      needs: [programs.name],
      work: () => runNodeTests("tests/e2e", 1),
    },
  ],
  faults: [
    page,
    programs,
    {
      name: "a few of each fault",
      needs: [programs.name],
      work: () => run([process.execPath, "tests/faults/run.mjs", "--short"]),
    },
  ],
};

function chosen(names) {
  const unknown = names.filter((name) => !(name in groups));
  if (unknown.length > 0) {
    throw new Stop(`No group is called ${unknown.join(", ")}; there are ${Object.keys(groups).join(", ")}.`);
  }
  return names.length === 0 ? Object.keys(groups) : names;
}

await main(async () => {
  const names = chosen(process.argv.slice(2));
  await setUp("build", "display", "test");
  await ensureRustChecks();
  await runSteps([...new Set(names.flatMap((name) => groups[name]))]);
});
