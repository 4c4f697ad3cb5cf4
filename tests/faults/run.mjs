// `npm run stress`: faults, injected, with figures. `--short` runs a few of each, as `npm test` does; names choose faults.
import { main, say, Stop } from "../../.ci/console.mjs";
import { cuts, flips } from "./damage.mjs";
import { kills } from "./kills.mjs";
import { power } from "./power.mjs";
import { flush, full, readOnly } from "./refusals.mjs";
import { upgrades } from "./upgrades.mjs";
import { writers } from "./writers.mjs";

const faults = [kills, power, flush, full, readOnly, flips, cuts, writers, upgrades];

await main(async () => {
  const short = process.argv.includes("--short");
  const names = process.argv.slice(2).filter((name) => !name.startsWith("--"));
  const chosen = faults.filter(
    (fault) => names.length === 0 || names.some((name) => fault.name.includes(name)),
  );
  let failed = 0;
  for (const fault of chosen) {
    const start = performance.now();
    const outcome = await fault.run(short ? fault.short : fault.full).catch((error) => {
      failed += 1;
      return `FAILED: ${error.message}`;
    });
    say(`${((performance.now() - start) / 1000).toFixed(1).padStart(7)} s  ${fault.name}: ${outcome}`);
  }
  say(`\n${chosen.length - failed} passed, ${failed} failed`);
  if (failed > 0) throw new Stop(`${failed} of ${chosen.length} faults were not withstood.`);
});
