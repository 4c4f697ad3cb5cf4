// `npm start`: sets up, builds what has changed, and opens the application. Without a display it shows the same
// application with the sample portfolio on a virtual one, and leaves a picture and a table.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPage, buildPrograms } from "./build.mjs";
import { read } from "./command.mjs";
import { main, say } from "./console.mjs";
import { hasDisplay } from "./display.mjs";
import { program } from "./places.mjs";
import { setUp } from "./setup.mjs";

/** Opens the application on the person's display, until it is closed. */
function openHere() {
  return new Promise((resolve, reject) => {
    const child = spawn(program("backcast-desktop"), process.argv.slice(2), { stdio: "inherit" });
    child.on("error", reject);
    child.on("close", (code) => {
      process.exitCode = code ?? 1;
      resolve();
    });
  });
}

async function showSample(folder) {
  const { openWindow } = await import("../tests/e2e/driver/window.mjs");
  const { portfolioPainted } = await import("../tests/e2e/driver/portfolio.mjs");
  const sample = join(folder, "sample.backcast");
  await read([program("backcast"), "init", sample, "--sample"]);
  const listed = JSON.parse(await read([program("backcast"), "-p", sample, "--json", "list"]));
  const window = await openWindow(program("backcast-desktop"), {
    args: [sample],
    env: { BACKCAST_DATA_DIR: folder },
  });
  try {
    await portfolioPainted(window.page, listed);
    say(
      `\nThere is no display here, so the sample portfolio was shown on a virtual one:\n${window.picture("portfolio")}\n`,
    );
  } finally {
    await window.close();
  }
  say(await read([program("backcast"), "-p", sample, "list"]));
}

async function showInMemory() {
  const folder = mkdtempSync(join(tmpdir(), "backcast-start-"));
  try {
    await showSample(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main(async () => {
  const visible = hasDisplay();
  await setUp("build", ...(visible ? [] : ["display"]));
  await buildPage();
  await buildPrograms();
  await (visible ? openHere() : showInMemory());
});
