// `npm run dev`: the application with its page served by Vite, which shows changes while it runs.
import { run } from "./command.mjs";
import { Stop, main } from "./console.mjs";
import { hasDisplay } from "./display.mjs";
import { nodeTool } from "./places.mjs";
import { setUp } from "./setup.mjs";

await main(async () => {
  if (!hasDisplay()) {
    throw new Stop("There is no display to develop on. `npm start` shows the application on a virtual one.");
  }
  await setUp("build");
  await run([...nodeTool("@tauri-apps/cli", "tauri.js"), "dev", ...process.argv.slice(2)]);
});
