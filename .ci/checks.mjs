// What can be said about the source without running the product: form, lint, types, layers, licences.
import { cargo, takeOverTarget } from "./build.mjs";
import { run } from "./command.mjs";
import { checkCoreKnowsNoShell, checkSqlIsFenced } from "./fences.mjs";
import { checkLicences } from "./licences.mjs";
import { nodeTool } from "./places.mjs";

const scripts = [".ci", "tests/e2e", "tests/bench", "tests/faults"];

async function lintRust() {
  takeOverTarget();
  await run(cargo("clippy", "--workspace", "--all-targets", "--", "-D", "warnings"));
}

/** The steps of `npm run check`, quick ones first. */
export const checks = [
  { name: "format of Rust", work: () => run(["cargo", "fmt", "--all", "--check"]) },
  {
    name: "format of the rest",
    work: () => run([...nodeTool("prettier", "bin/prettier.cjs"), "--check", "--log-level", "warn", "."]),
  },
  { name: "the core knows no shell", work: checkCoreKnowsNoShell },
  { name: "SQL stays in storage", work: checkSqlIsFenced },
  { name: "licences and sources of crates", work: checkLicences },
  {
    name: "lint and layers of the page and scripts",
    work: () =>
      run([
        ...nodeTool("eslint", "bin/eslint.js"),
        "--config",
        "ui/eslint.config.js",
        "--max-warnings",
        "0",
        "ui",
        "tests/ui",
        ...scripts,
      ]),
  },
  {
    name: "types of the page",
    work: () =>
      run([
        ...nodeTool("svelte-check", "bin/svelte-check"),
        "--tsconfig",
        "ui/tsconfig.json",
        "--fail-on-warnings",
      ]),
  },
  { name: "lint of Rust", work: lintRust },
];
