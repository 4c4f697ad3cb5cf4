// Exported pages with script in every place, in a browser that may do what it likes: nothing runs, nothing is requested.
import { createServer } from "node:net";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { end, startBeside } from "../../.ci/display.mjs";
import { peek } from "../../.ci/command.mjs";
import { payloads, titles } from "../e2e/payloads.mjs";
import { wireTo } from "../e2e/driver/wire.mjs";
import { backcast, done, withFolder } from "./programs.mjs";

function listening() {
  const calls = [];
  const server = createServer((socket) => {
    calls.push(socket.remotePort);
    socket.destroy();
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve({ server, calls, port: server.address().port }));
  });
}

/** Opens Chromium through its driver; every address leads to `trap`. */
async function openChromium(folder, trap) {
  const { server, port } = await listening();
  server.close();
  const driver = startBeside(["chromedriver", `--port=${port}`], { stdio: "ignore" });
  const ask = wireTo(port);
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      await ask("GET", "/status");
      break;
    } catch {
      await pause(100);
    }
  }
  const args = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    `--user-data-dir=${join(folder, "chromium")}`,
    `--host-resolver-rules=MAP example.invalid 127.0.0.1:${trap}`,
  ];
  const { sessionId } = await ask("POST", "/session", {
    capabilities: { alwaysMatch: { browserName: "chrome", "goog:chromeOptions": { args } } },
  });
  return { driver, session: (method, path, body) => ask(method, `/session/${sessionId}${path}`, body) };
}

export const pages = {
  name: "script in exported pages, in Chromium",
  full: 1,
  short: 0,
  run: () =>
    withFolder(async (folder) => {
      if ((await peek(["chromedriver", "--version"])) === null) return "not tried: there is no chromedriver";
      const file = join(folder, "hostile.backcast");
      await done(backcast(file, "init", file));
      const sources = payloads.map((payload, at) => [
        `body-${at}.md`,
        `# P\n\n## Problem\n\nOne.\n\n${payload}\n`,
      ]);
      titles.forEach((title, at) =>
        sources.push([`title-${at}.md`, `# ${title}\n\n## Customer\n\n${title}\n\n## Problem\n\n${title}\n`]),
      );
      for (const [name, text] of sources) writeFileSync(join(folder, name), text);
      await done(backcast(file, "import", ...sources.map(([name]) => join(folder, name))));
      const out = join(folder, "pages");
      await done(backcast(file, "export", "--as", "html", "--to", out));
      const names = readdirSync(out).filter((name) => name.endsWith(".html"));
      const { server, calls, port } = await listening();
      const { driver, session } = await openChromium(folder, port);
      try {
        for (const name of names) {
          await session("POST", "/url", { url: pathToFileURL(join(out, name)).href });
          const seen = await session("POST", "/execute/sync", {
            args: [],
            script:
              "return [window.ran ?? null, location.protocol, document.querySelector('meta[http-equiv=Content-Security-Policy]')?.content ?? '']",
          });
          if (seen[0] !== null || seen[1] !== "file:") throw new Error(`${name}: ran or left`);
          if (!seen[2].includes("default-src 'none'")) throw new Error(`${name}: without its policy`);
        }
        await session("DELETE", "");
      } finally {
        await end(driver);
        server.close();
      }
      if (calls.length > 0) throw new Error(`${calls.length} requests left a page`);
      return `${payloads.length} payloads in bodies and ${titles.length} in titles, ${names.length} pages: nothing ran, nothing was requested`;
    }),
};
