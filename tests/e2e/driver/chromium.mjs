// Chromium without a window: for what WebKitGTK cannot pretend (colours that a person has chosen for everything), and as
// a browser of others for the files that are handed out.
import { setTimeout as pause } from "node:timers/promises";
import { peek } from "../../../.ci/command.mjs";
import { end, startBeside } from "../../../.ci/display.mjs";
import { freePort } from "./window.mjs";
import { Page } from "./page.mjs";
import { wireTo } from "./wire.mjs";

/** Whether Chromium and its driver are on this machine. */
export async function hasChromium() {
  return (await peek(["chromedriver", "--version"])) !== null;
}

/** Opens Chromium with `more` arguments; returns its page, `pretend(features)` for media features, and `close`. */
export async function openChromium(...more) {
  const port = await freePort();
  const driver = startBeside(["chromedriver", `--port=${port}`], { stdio: "ignore" });
  const ask = wireTo(port);
  const args = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", ...more];
  const capabilities = { alwaysMatch: { "goog:chromeOptions": { args } } };
  for (let attempt = 0; ; attempt += 1) {
    try {
      await ask("GET", "/status");
      break;
    } catch (error) {
      if (attempt === 200) throw error;
      await pause(50);
    }
  }
  const { sessionId } = await ask("POST", "/session", { capabilities });
  const session = (method, path, body) => ask(method, `/session/${sessionId}${path}`, body);
  return {
    page: new Page(session),
    pretend: (features) =>
      session("POST", "/goog/cdp/execute", { cmd: "Emulation.setEmulatedMedia", params: { features } }),
    async close() {
      await session("DELETE", "").catch(() => null);
      await end(driver);
    },
  };
}
