// Backcast in a window and on the command line over one temporary folder: what a test starts from.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../../../.ci/places.mjs";
import { openWindow } from "./window.mjs";

function spawnCommand(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program("backcast"), args, { stdio: ["ignore", "pipe", "pipe"] });
    const [out, err] = [[], []];
    child.stdout.on("data", (bytes) => out.push(bytes));
    child.stderr.on("data", (bytes) => err.push(bytes));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}

/** Runs `backcast` with `args` and returns its standard output; fails with its message when it fails. */
export async function backcast(...args) {
  const { code, out, err } = await spawnCommand(args);
  if (code !== 0) throw new Error(`backcast ${args.join(" ")} ended with ${code}: ${err}`);
  return out;
}

/** What `backcast … --json` answers, parsed. */
export async function backcastJson(...args) {
  return JSON.parse(await backcast("--json", ...args));
}

/**
 * Calls `work(backcast)` with a fresh data folder and cleans up afterwards, whatever happens. It gets
 * {folder, portfolio, window()}: the folder, the path the first portfolio gets, and a function that opens
 * the window (with a portfolio file when named, and with more in its environment).
 */
export async function withBackcast(work) {
  const folder = mkdtempSync(join(tmpdir(), "backcast-e2e-"));
  const windows = [];
  async function window({ file, size, env = {} } = {}) {
    const args = file === undefined ? [] : [file];
    const opened = await openWindow(program("backcast-desktop"), {
      args,
      env: { BACKCAST_DATA_DIR: folder, ...env },
      size,
    });
    windows.push(opened);
    return opened;
  }
  try {
    return await work({ folder, portfolio: join(folder, "portfolio.backcast"), window });
  } catch (error) {
    for (const opened of windows) error.message += describe(opened);
    throw error;
  } finally {
    for (const opened of windows) await opened.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

// What a person would look at first when a journey fails.
function describe(window) {
  const name = `failure-${process.pid}-${Date.now()}`;
  return `\nPicture: ${window.picture(name)}\nThe program said: ${window.said || "nothing"}`;
}
