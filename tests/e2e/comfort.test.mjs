// Settings that some people cannot do without: large text, no motion, no single keys, their own language; and no network.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { backcast, withBackcast } from "./driver/backcast.mjs";
import { screens, sizes, visit } from "./driver/screens.mjs";

async function choose(page, role, name, value) {
  await page.run("location.hash = '#/settings'");
  const field = await page.get(role, name);
  await page.run(
    `const [field, value] = arguments;
     if (typeof value === "boolean") field.checked = value;
     else field.value = value;
     field.dispatchEvent(new Event("change", { bubbles: true }));`,
    field.reference,
    value,
  );
}

/** Remote ends of every inet socket of a process and its children, loopback left out. */
function spokenTo(pid) {
  const inodes = new Set();
  const family = [pid];
  for (const one of family) {
    try {
      const children = readFileSync(`/proc/${one}/task/${one}/children`, "utf8").trim().split(" ");
      family.push(...children.filter(Boolean).map(Number));
      for (const fd of readdirSync(`/proc/${one}/fd`)) {
        const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${one}/fd/${fd}`))?.[1];
        if (inode !== undefined) inodes.add(inode);
      }
    } catch {
      // It ended, or a descriptor closed, while it was looked at.
    }
  }
  const ends = [];
  for (const table of ["tcp", "tcp6", "udp", "udp6"]) {
    for (const line of readFileSync(`/proc/net/${table}`, "utf8").split("\n").slice(1)) {
      const [, , remote = "", , , , , , , inode = ""] = line.trim().split(/\s+/);
      const nowhere = /^0+:0000$|^0100007F:|^0+0{7}1000000:|^0000000000000000FFFF00000100007F:/;
      if (inodes.has(inode) && !nowhere.test(remote)) ends.push(`${table} ${remote}`);
    }
  }
  return { ends, processes: family.length };
}

test("at twice the size every screen fits, without motion nothing moves, and nobody is called", async () => {
  await withBackcast(async ({ folder, window }) => {
    const sample = join(folder, "sample.backcast");
    await backcast("init", sample, "--sample");
    const opened = await window({ file: sample, size: sizes[0] });
    const { page } = opened;
    await page.get("heading", "The journal");
    await choose(page, "combobox", "Zoom", "200");
    await page.until("twice the size", () => page.run("return innerWidth <= 700"));
    await choose(page, "checkbox", "Reduce motion", true);
    await page.until("no motion", () =>
      page.run("return document.documentElement.hasAttribute('data-reduce-motion')"),
    );
    const wide = [];
    for (const [place, heading] of Object.entries(screens)) {
      await visit(page, place, heading);
      const [main, room, all, seen] = await page.run(
        `const main = document.querySelector("main");
         const all = document.documentElement;
         return [main.scrollWidth, main.clientWidth, all.scrollWidth, innerWidth]`,
      );
      if (main > room || all > seen) wide.push(`${place}: ${main} in ${room}, ${all} in ${seen}`);
      const moving = await page.run(`
        const animated = document.getAnimations().length;
        const eased = [...document.querySelectorAll("*")].filter((one) =>
          getComputedStyle(one).transitionDuration.split(", ").some((time) => parseFloat(time) > 0));
        return animated + eased.length`);
      assert.equal(moving, 0, `${place} moves`);
    }
    opened.picture("zoom-200");
    assert.deepEqual(wide, []);
    const { ends, processes } = spokenTo(opened.pid);
    assert.ok(processes > 1, "the web processes were looked at");
    assert.deepEqual(ends, []);
  });
});

test("single keys can be switched off, and the language is switched while the window is open", async () => {
  await withBackcast(async ({ folder, window }) => {
    const sample = join(folder, "sample.backcast");
    await backcast("init", sample, "--sample");
    const opened = await window({ file: sample });
    const { page } = opened;
    await page.get("heading", "The journal");
    await choose(page, "checkbox", "Single keys are commands", false);
    await page.run("location.hash = '#/journal'");
    await page.get("heading", "The journal");
    for (const key of ["c", "g", "l", "?"]) await page.press(key);
    await page.painted();
    assert.equal(await page.run("return document.activeElement?.id === 'capture'"), false);
    assert.equal(await page.run("return location.hash"), "#/journal");
    assert.deepEqual(await page.all("dialog"), []);

    await choose(page, "combobox", "Language", "de");
    await page.get("heading", "Einstellungen");
    assert.equal(await page.run("return document.documentElement.lang"), "de");
    await visit(page, "learn/W06", "Reden von Zutaten");
    await visit(page, "launch/L-001", /L-001/);
    await page.shows(/vor(her)?|Einführung/);
    const german = await page.run(
      "return [...document.querySelectorAll('figure svg title')].map((one) => one.textContent)",
    );
    assert.ok(
      german.length > 0 && german.every((title) => !/ launch|values|routine/.test(title)),
      german.join("\n"),
    );
    await visit(page, "proposal/P-001/write", /P-001/);
    const notes = await page.until("notes of the margin", () =>
      page.run(
        "const all = [...document.querySelectorAll('.note .message')].map((one) => one.innerText); return all.length > 0 && all",
      ),
    );
    assert.ok(
      notes.every((note) => !/\b(the|What|How|Who|No)\b/.test(note.replace(/“.*?”|„.*?“/g, ""))),
      notes.join("\n"),
    );
    opened.picture("german-write");
    await choose(page, "combobox", "Sprache", "en");
    await page.get("heading", "Settings");
  });
});
