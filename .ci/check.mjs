// `npm run check`: form, lint, types and layers of the source, without running the product.
import { buildPage } from "./build.mjs";
import { checks } from "./checks.mjs";
import { main } from "./console.mjs";
import { ensureRustChecks } from "./prerequisites.mjs";
import { setUp } from "./setup.mjs";
import { runSteps } from "./steps.mjs";

await main(async () => {
  await setUp("build");
  await ensureRustChecks();
  // The desktop shell embeds the page when it is compiled, so linting it needs one.
  await buildPage();
  await runSteps(checks);
});
