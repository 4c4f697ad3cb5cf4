// `npm run bindings`: writes what is derived from Rust and committed: the digest of the schema, and ui/src/ipc/bindings.ts
// from the contract. That neither has drifted is a test.
import { cargo, takeOverTarget } from "./build.mjs";
import { run } from "./command.mjs";
import { main } from "./console.mjs";
import { setUp } from "./setup.mjs";

await main(async () => {
  await setUp("build");
  takeOverTarget();
  const env = { ...process.env, BACKCAST_WRITE_BINDINGS: "1", BACKCAST_WRITE_SCHEMA: "1" };
  await run(cargo("test", "-p", "backcast-core", "--lib", "storage::open"), { env });
  await run(cargo("test", "--workspace", "--test", "ipc", "--", "bindings"), { env });
});
