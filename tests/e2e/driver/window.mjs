// A program's window under test: its own display, bus, driver and session; killed, restarted and closed as a person or
// a power cut would. What is in the window is the page's matter (page.mjs).
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { end, openDisplay, startBeside } from "../../../.ci/display.mjs";
import { outFolder } from "../../../.ci/places.mjs";
import { toPng } from "../../../.ci/framebuffer.mjs";
import { Page } from "./page.mjs";
import { wireTo } from "./wire.mjs";

/** A port that nothing listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function startDriver(env) {
  const port = await freePort();
  const driver = startBeside(["WebKitWebDriver", `--port=${port}`, "--host=127.0.0.1"], {
    env: { ...env, TAURI_WEBVIEW_AUTOMATION: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // What the driver and the program under it said, for a failure's message.
  const said = [];
  for (const stream of [driver.stdout, driver.stderr]) stream.on("data", (bytes) => said.push(bytes));
  const ask = wireTo(port);
  for (let attempt = 0; ; attempt += 1) {
    try {
      await ask("GET", "/status");
      return { driver, ask, said };
    } catch (error) {
      if (attempt === 100) throw error;
      await pause(50);
    }
  }
}

function childrenOf(pid) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .trim()
    .split(" ")
    .filter(Boolean)
    .map(Number);
}

function isAlive(pid) {
  try {
    // A killed child stays as a zombie until its parent looks; that is dead enough once its threads, one of which
    // holds its name on the bus, are gone too.
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return !/^State:\tZ/m.test(status) || readdirSync(`/proc/${pid}/task`).length > 1;
  } catch {
    return false;
  }
}

/** Starts `binary` with `args` under the display's environment plus `env`; returns its page, its process id and ends. */
async function startProgram(binary, args, env) {
  const { driver, ask, said } = await startDriver(env);
  try {
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary, args } } };
    const { sessionId } = await ask("POST", "/session", { capabilities });
    const session = (method, path, body) => ask(method, `/session/${sessionId}${path}`, body);
    await session("POST", "/timeouts", { script: 30_000, pageLoad: 30_000, implicit: 0 });
    const [pid] = childrenOf(driver.pid);
    return { driver, session, pid, said, page: new Page(session) };
  } catch (error) {
    await end(driver);
    throw new Error(`${binary} did not open a window: ${error.message}\n${Buffer.concat(said)}`, {
      cause: error,
    });
  }
}

async function waitUntilDead(pid) {
  for (let attempt = 0; attempt < 200 && isAlive(pid); attempt += 1) await pause(25);
  if (isAlive(pid)) throw new Error(`process ${pid} is still there after 5 seconds`);
}

/**
 * Opens `binary` in a window of its own.
 * `env` is added to its environment, `args` are its arguments, `size` is the display's in pixels.
 */
export async function openWindow(binary, { args = [], env = {}, size } = {}) {
  const display = await openDisplay(size);
  const start = () => startProgram(binary, args, { ...display.env, ...env });
  let running = await start().catch(async (error) => {
    await display.close();
    throw error;
  });

  async function stop(signal) {
    process.kill(running.pid, signal);
    await waitUntilDead(running.pid);
    await end(running.driver);
  }

  return {
    /** The environment that the display gives to programs. */
    env: display.env,
    get page() {
      return running.page;
    },
    /** The program's process. */
    get pid() {
      return running.pid;
    },
    get said() {
      return Buffer.concat(running.said).toString();
    },
    /** Ends the program at once, as `kill -9` does: it gets no chance to save. */
    kill: () => stop("SIGKILL"),
    /** Starts the program again, after `kill`, on the same display and folders. */
    async startAgain() {
      running = await start();
    },
    /** Saves the whole display, native menu included, as `<name>.png` in the folder of pictures; returns its path. */
    picture(name) {
      mkdirSync(outFolder, { recursive: true });
      const file = join(outFolder, `${name}.png`);
      writeFileSync(file, toPng(display.picture()));
      return file;
    },
    async close() {
      if (isAlive(running.pid)) await stop("SIGTERM");
      else await end(running.driver);
      await display.close();
    },
  };
}
