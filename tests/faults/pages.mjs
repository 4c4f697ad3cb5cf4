// Exported pages with script in every place, in a browser that may do what it likes: nothing runs, nothing is requested.
import { createServer } from "node:net";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { peek } from "../../.ci/command.mjs";
import { payloads, titles } from "../e2e/payloads.mjs";
import { openInBrowser } from "../e2e/driver/browser.mjs";
import { openChromium as openHeadless } from "../e2e/driver/chromium.mjs";
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

/** Opens Chromium; every address leads to `trap`. */
async function openChromium(folder, trap) {
  const { page, close } = await openHeadless(
    "--disable-background-networking",
    "--disable-component-update",
    `--user-data-dir=${join(folder, "chromium")}`,
    `--host-resolver-rules=MAP example.invalid 127.0.0.1:${trap}`,
  );
  return { session: page.ask, close };
}

/** Opens the browser of WebKitGTK; every address leads to `trap`. */
async function openWebKit(folder, trap) {
  const browser = await openInBrowser("about:blank", folder, [`--proxy=http://127.0.0.1:${trap}`]);
  return {
    session: (method, path, body) => browser.page.ask(method, path, body),
    close: () => browser.close(),
  };
}

const BROWSERS = [
  { name: "Chromium", needs: "chromedriver", open: openChromium },
  { name: "WebKitGTK", needs: "WebKitWebDriver", open: openWebKit },
];

const LOOK =
  "return [window.ran ?? null, location.protocol, document.querySelector('meta[http-equiv=Content-Security-Policy]')?.content ?? '']";

/** A page with script and a picture from elsewhere, and no policy: what the trap has to notice. */
const TRAPPED = `<img src="http://example.invalid/spy.png"><script>window.ran=true</script>`;

/** Opens every page in a browser; fails when one runs or requests anything, or when the trap notices nothing at all. */
async function visited({ name, open }, folder, addresses) {
  const { server, calls, port } = await listening();
  const { session, close } = await open(folder, port);
  const look = async (address) => {
    await session("POST", "/url", { url: address });
    return session("POST", "/execute/sync", { args: [], script: LOOK });
  };
  try {
    const trapped = join(folder, "trapped.html");
    writeFileSync(trapped, TRAPPED);
    const [ran] = await look(pathToFileURL(trapped).href);
    for (let attempt = 0; attempt < 100 && calls.length === 0; attempt += 1) await pause(100);
    if (ran !== true || calls.length === 0) {
      throw new Error(`${name}: what runs and requests was not noticed`);
    }
    calls.length = 0;
    for (const address of addresses) {
      const seen = await look(address);
      if (seen[0] !== null || seen[1] !== "file:") throw new Error(`${name}: ${address} ran or left`);
      if (!seen[2].includes("default-src 'none'")) throw new Error(`${name}: ${address} has no policy`);
    }
  } finally {
    await close();
    server.close();
  }
  if (calls.length > 0) throw new Error(`${name}: ${calls.length} requests left a page`);
}

/** Pages of proposals with script in their text and titles, as files; returns their addresses. */
async function exported(folder) {
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
  if (names.length !== sources.length) {
    throw new Error(`${names.length} pages of ${sources.length} proposals`);
  }
  return names.map((name) => pathToFileURL(join(out, name)).href);
}

export const pages = {
  name: "script in exported pages, in Chromium and WebKitGTK",
  full: 1,
  short: 0,
  run: () =>
    withFolder(async (folder) => {
      const addresses = await exported(folder);
      const tried = [];
      for (const browser of BROWSERS) {
        if ((await peek([browser.needs, "--help"])) === null) continue;
        await visited(browser, folder, addresses);
        tried.push(browser.name);
      }
      if (tried.length === 0) return "not tried: there is neither chromedriver nor WebKitWebDriver";
      return `${payloads.length} payloads in bodies and ${titles.length} in titles, ${addresses.length} pages in ${tried.join(" and ")}: nothing ran, nothing was requested`;
    }),
};
