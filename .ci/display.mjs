// A private display, message bus and set of home folders for one program: nothing of the person's own session is seen
// or touched, and two programs under test never meet. It starts no program itself.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stop } from "./console.mjs";
import { readPicture } from "./framebuffer.mjs";

/** Whether a window opened now would be seen by somebody. */
export function hasDisplay(env = process.env) {
  if (env.WAYLAND_DISPLAY && existsSync(join(env.XDG_RUNTIME_DIR ?? "/", env.WAYLAND_DISPLAY))) return true;
  const local = /^(?:unix)?:(\d+)/.exec(env.DISPLAY ?? "")?.[1];
  return local === undefined ? Boolean(env.DISPLAY) : existsSync(`/tmp/.X11-unix/X${local}`);
}

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

/** Starts a background program that dies with this process. */
export function startBeside([program, ...args], options) {
  const child = spawn(program, args, options);
  running.add(child);
  child.on("exit", () => running.delete(child));
  return child;
}

/** Ends a program by its id and waits until it is gone. */
export function end(child, signal = "SIGTERM") {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const impatience = setTimeout(() => child.kill("SIGKILL"), 3000);
    child.once("exit", () => {
      clearTimeout(impatience);
      resolve();
    });
    child.kill(signal);
  });
}

// The program writes one line to its fourth descriptor once it is ready.
function readyLine(child, name) {
  return new Promise((resolve, reject) => {
    let [line, complaints] = ["", ""];
    const fail = (why) => reject(new Stop(`${name} ${why}\n${complaints}`));
    const patience = setTimeout(() => fail("was not ready within 20 seconds."), 20_000);
    child.stderr.on("data", (bytes) => (complaints += bytes));
    child.once("error", (error) => fail(`did not start: ${error.message}`));
    child.once("exit", (code) => fail(`ended with exit code ${code}.`));
    child.stdio[3].on("data", (bytes) => {
      line += bytes;
      if (!line.includes("\n")) return;
      clearTimeout(patience);
      resolve(line.trim());
    });
  });
}

// One entry that fits any address and number, since the server picks its own number.
function writeCookie(file) {
  const field = (bytes) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  const anyFamily = Buffer.from([255, 255]);
  const none = Buffer.alloc(0);
  const entry = [
    anyFamily,
    field(none),
    field(none),
    field(Buffer.from("MIT-MAGIC-COOKIE-1")),
    field(randomBytes(16)),
  ];
  writeFileSync(file, Buffer.concat(entry), { mode: 0o600 });
}

function homeFolders(folder) {
  const homes = {
    XDG_CONFIG_HOME: "config",
    XDG_DATA_HOME: "data",
    XDG_CACHE_HOME: "cache",
    XDG_STATE_HOME: "state",
    XDG_RUNTIME_DIR: "runtime",
  };
  const entries = Object.entries(homes).map(([name, place]) => [name, join(folder, place)]);
  for (const [, place] of entries) mkdirSync(place, { mode: 0o700 });
  return Object.fromEntries(entries);
}

async function startServers(folder, homes, { width, height }) {
  const cookie = join(folder, "cookie");
  writeCookie(cookie);
  const piped = { stdio: ["ignore", "ignore", "pipe", "pipe"] };
  const server = startBeside(
    [
      "Xvfb",
      "-displayfd",
      "3",
      "-screen",
      "0",
      `${width}x${height}x24`,
      "-nolisten",
      "tcp",
      "-noreset",
      "-fbdir",
      folder,
      "-auth",
      cookie,
    ],
    piped,
  );
  // What the bus starts, such as the one of assistive technology, keeps to the private folders as well.
  const bus = startBeside(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=3"], {
    ...piped,
    env: { ...process.env, ...homes },
  });
  const [number, address] = await Promise.all([readyLine(server, "Xvfb"), readyLine(bus, "dbus-daemon")]);
  return {
    server,
    bus,
    env: { DISPLAY: `:${number}`, XAUTHORITY: cookie, DBUS_SESSION_BUS_ADDRESS: address },
  };
}

// Without what would lead a program to the person's own session.
function privateEnvironment(added) {
  const inherited = { ...process.env };
  const personal = /^(?:WAYLAND_\w+|DESKTOP_STARTUP_ID|BACKCAST_\w+|GTK_\w+)$/;
  for (const name of Object.keys(inherited)) if (personal.test(name)) delete inherited[name];
  return { ...inherited, NO_AT_BRIDGE: "1", GDK_BACKEND: "x11", LC_ALL: "C.UTF-8", ...added };
}

/**
 * Opens a private display of `width` × `height` pixels.
 * Returns {env, framebuffer, picture(), close()}: the environment for the program under it, the file that holds the
 * picture, the picture itself, and the end of it all.
 */
export async function openDisplay({ width = 1280, height = 800 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "backcast-display-"));
  const homes = homeFolders(folder);
  const { server, bus, env } = await startServers(folder, homes, { width, height });
  const framebuffer = join(folder, "Xvfb_screen0");
  return {
    env: privateEnvironment({ ...homes, ...env }),
    framebuffer,
    picture: () => readPicture(framebuffer),
    async close() {
      await Promise.all([end(bus), end(server)]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
