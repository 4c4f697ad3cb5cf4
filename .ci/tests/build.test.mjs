// When something is built again, what a failing step does, and the picture of a display.
import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import zlib from "node:zlib";
import { readPicture, toPng } from "../framebuffer.mjs";
import { machine } from "./trial.mjs";

function pageProject(context) {
  const made = machine(context);
  made.write("package-lock.json", "{}");
  made.write("ui/src/main.ts", "one");
  // A Vite that only leaves a trace of each build.
  made.write(
    "node_modules/vite/bin/vite.js",
    'const fs = require("fs"); fs.appendFileSync("built", "x"); fs.mkdirSync("ui/dist", { recursive: true }); fs.writeFileSync("ui/dist/index.html", "");',
  );
  const builds = () => {
    const { status, stderr } = made.run("build", "await it.buildPage()");
    assert.equal(status, 0, stderr);
    return readFileSync(join(made.folder, "built"), "utf8").length;
  };
  return { made, builds };
}

test("the page is built once, and again only when the content of a source changed", (context) => {
  const { made, builds } = pageProject(context);
  assert.equal(builds(), 1);
  assert.equal(builds(), 1);
  utimesSync(join(made.folder, "ui/src/main.ts"), 0, 0);
  assert.equal(builds(), 1);
  made.write("ui/src/main.ts", "two");
  assert.equal(builds(), 2);
  made.write("ui/src/views/New.svelte", "new");
  assert.equal(builds(), 3);
});

test("a page that somebody deleted is built again", (context) => {
  const { made, builds } = pageProject(context);
  builds();
  made.run("build", 'const { rmSync } = await import("node:fs"); rmSync("ui/dist", { recursive: true })');
  assert.equal(builds(), 2);
});

function rustProject(context) {
  const made = machine(context);
  for (const name of ["Cargo.toml", "src-tauri/src/lib.rs", "tests/support/lib.rs", "icons/icon.svg"]) {
    made.write(name, "");
  }
  const source = join(made.folder, "src-tauri/src/lib.rs");
  utimesSync(source, 1, 1);
  const takeOver = (target) =>
    made.run("build", "it.takeOverTarget()", target === undefined ? {} : { CARGO_TARGET_DIR: target });
  return { made, takeOver, seconds: () => Math.floor(statSync(source).mtimeMs / 1000) };
}

test("sources become newer than the build of another checkout in a shared folder, once", (context) => {
  const { made, takeOver, seconds } = rustProject(context);
  const shared = join(made.folder, "shared");
  made.write("shared/.backcast-checkout", "/another/checkout/");
  takeOver(shared);
  assert.ok(seconds() > 1);
  utimesSync(join(made.folder, "src-tauri/src/lib.rs"), 1, 1);
  takeOver(shared);
  assert.equal(seconds(), 1);
});

test("the checkout's own folder leaves the sources as they are", (context) => {
  const { made, takeOver, seconds } = rustProject(context);
  made.write("target/debug/old", "");
  takeOver();
  assert.equal(seconds(), 1);
  assert.equal(existsSync(join(made.folder, "target/.backcast-checkout")), false);
});

test("a failed step fails the run, the others still run, and what needed it is skipped", (context) => {
  const { status, stdout } = machine(context).run(
    "steps",
    `await it.runSteps([
      { name: "first", work: () => { throw new Error("broken"); } },
      { name: "second", needs: ["first"], work: () => console.log("never") },
      { name: "third", work: () => console.log("reached") },
    ])`,
  );
  assert.equal(status, 1);
  assert.match(stdout, /FAILED {3}first {2}\(Error: broken\)/);
  assert.match(stdout, /skipped {2}second {2}\(needs: first\)/);
  assert.match(stdout, /reached/);
  assert.doesNotMatch(stdout, /never/);
});

test("a dump of two by one pixels becomes a PNG of the same colours", (context) => {
  const made = machine(context);
  const dump = Buffer.alloc(100 + 12 + 8);
  const words = { 0: 100, 1: 7, 4: 2, 5: 1, 7: 0, 11: 32, 12: 8, 19: 1 };
  for (const [at, value] of Object.entries(words)) dump.writeUInt32BE(value, Number(at) * 4);
  // Blue, green, red, unused: the order of a little-endian display.
  dump.set([0x72, 0x4b, 0x1b, 0, 0xea, 0xf4, 0xf8, 0], 112);
  made.write("dump", dump);
  const picture = readPicture(join(made.folder, "dump"));
  assert.deepEqual([...picture.rgb], [0x1b, 0x4b, 0x72, 0xf8, 0xf4, 0xea]);
  const png = toPng(picture);
  const at = png.indexOf("IDAT");
  const rows = zlib.inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  assert.deepEqual([...rows], [0, 0x1b, 0x4b, 0x72, 0xf8, 0xf4, 0xea]);
  assert.equal(
    png.readUInt32BE(at - 4 + 8 + png.readUInt32BE(at - 4)),
    zlib.crc32(png.subarray(at, at + 4 + png.readUInt32BE(at - 4))),
  );
});
