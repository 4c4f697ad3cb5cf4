// `npm run bindings`: writes ui/src/ipc/bindings.ts again from the contract in Rust. That it has not drifted is a test.
import { cargo, takeOverTarget } from "./build.mjs";
import { run } from "./command.mjs";
import { main } from "./console.mjs";
import { setUp } from "./setup.mjs";

await main(async () => {
  await setUp("build");
  takeOverTarget();
  const env = { ...process.env, BACKCAST_WRITE_BINDINGS: "1" };
  await run(cargo("test", "--workspace", "--test", "ipc", "--", "bindings"), { env });
});
