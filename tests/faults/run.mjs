// `npm run stress`: faults, injected, with figures. `--short` runs a few of each, as `npm test` does; names choose faults.
// Not here, because `npm test` runs all of it: hostile archives, formulas, script in documents, and a page that tries to leave.
import { peek } from "../../.ci/command.mjs";
import { Stop, main, say } from "../../.ci/console.mjs";
import { setUp } from "../../.ci/setup.mjs";
import { cuts, flips } from "./damage.mjs";
import { imports } from "./importers.mjs";
import { kills } from "./kills.mjs";
import { pages } from "./pages.mjs";
import { power } from "./power.mjs";
import { flush, full, fullForReal, readOnly } from "./refusals.mjs";
import { undoing } from "./undoing.mjs";
import { upgrades } from "./upgrades.mjs";
import { windowKills } from "./windows.mjs";
import { windowAndWriters, writers } from "./writers.mjs";

const faults = [
  kills,
  windowKills,
  power,
  flush,
  full,
  fullForReal,
  readOnly,
  flips,
  cuts,
  writers,
  windowAndWriters,
  upgrades,
  undoing,
  imports,
  pages,
];

/** The faults that are struck through another program's eyes; where that is not allowed they cannot be tried. */
const traced = new Set([kills, power, flush, full, upgrades]);

await main(async () => {
  const short = process.argv.includes("--short");
  const names = process.argv.slice(2).filter((name) => !name.startsWith("--"));
  await setUp("build", "display", "test");
  const mayTrace = (await peek(["strace", "-o", "/dev/null", "true"])) !== null;
  const chosen = faults.filter(
    (fault) =>
      (names.length === 0 || names.some((name) => fault.name.includes(name))) &&
      !(short && fault.short === 0),
  );
  let failed = 0;
  let skipped = 0;
  for (const fault of chosen) {
    if (traced.has(fault) && !mayTrace) {
      skipped += 1;
      say(`   skipped  ${fault.name}: this system lets no program trace another`);
      continue;
    }
    const start = performance.now();
    const outcome = await fault.run(short ? fault.short : fault.full).catch((error) => {
      failed += 1;
      return `FAILED: ${error.message}`;
    });
    say(`${((performance.now() - start) / 1000).toFixed(1).padStart(7)} s  ${fault.name}: ${outcome}`);
  }
  say(`\n${chosen.length - failed - skipped} passed, ${failed} failed, ${skipped} skipped`);
  if (failed > 0) throw new Stop(`${failed} of ${chosen.length} faults were not withstood.`);
});
