// Every screen with the sample portfolio: perceivable by everyone, in both themes, never wider than the window.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { backcast, withBackcast } from "./driver/backcast.mjs";

const screens = {
  journal: "The journal",
  portfolio: "Portfolio",
  meetings: "Meetings",
  launches: "Launches",
  lessons: "Lessons",
  insights: "Insights",
  trash: "Trash",
  settings: "Settings",
  "proposal/P-001/write": /P-001/,
  "proposal/P-005/read": /P-005/,
  "proposal/P-006/history": /P-006/,
  "proposal/P-005/score": /P-005/,
  "proposal/P-006/decide": /P-006/,
  "decision/D-001": /D-001/,
  "launch/L-001": /L-001/,
  "launch/L-003": /L-003/,
};

async function visit(page, place, heading) {
  await page.run("location.hash = '#/' + arguments[0]", place);
  await page.get("heading", heading);
  // What a screen reads comes a moment after its heading.
  await page.until("a screen at rest", () =>
    page.run(`
      const now = document.querySelector("main").innerText;
      const before = window.lastSeen;
      window.lastSeen = now;
      return now === before`),
  );
  await page.painted();
}

async function setTheme(page, theme) {
  await page.run("location.hash = '#/settings'");
  const field = await page.get("combobox", "Theme");
  await page.run(
    `const [field, theme] = arguments;
     field.value = theme;
     field.dispatchEvent(new Event("change", { bubbles: true }));`,
    field.reference,
    theme,
  );
  await page.until(`the ${theme} theme`, () =>
    page.run("return document.documentElement.dataset.theme === arguments[0]", theme),
  );
}

const sizes = [
  { width: 1280, height: 800 },
  { width: 720, height: 520 },
];

for (const size of sizes) {
  test(`every screen can be used by everyone at ${size.width}×${size.height}`, async () => {
    await withBackcast(async ({ folder, window }) => {
      const sample = join(folder, "sample.backcast");
      await backcast("init", sample, "--sample");
      const opened = await window({ file: sample, size });
      const { page } = opened;
      for (const theme of ["light", "dark"]) {
        await setTheme(page, theme);
        for (const [place, heading] of Object.entries(screens)) {
          await visit(page, place, heading);
          const name = `${place.replaceAll("/", "-")}-${theme}-${size.width}`;
          opened.picture(name);
          assert.deepEqual(await page.accessibilityProblems(), [], name);
          const [wide, room] = await page.run(
            "const main = document.querySelector('main'); return [main.scrollWidth, main.clientWidth]",
          );
          assert.ok(wide <= room, `${name} is ${wide} px wide in ${room} px`);
        }
      }
    });
  });
}

test("the first screen, and the one for a file that cannot be opened, can be used by everyone", async () => {
  await withBackcast(async ({ folder, window }) => {
    const opened = await window({ size: sizes[1] });
    await opened.page.get("heading", "Start with the problem");
    await opened.page.painted();
    opened.picture("welcome-720");
    assert.deepEqual(await opened.page.accessibilityProblems(), []);

    const letter = join(folder, "letter.backcast");
    writeFileSync(letter, "Dear Sir or Madam,\n".repeat(100));
    const other = await window({ file: letter });
    await other.page.get("heading", "This portfolio could not be opened");
    await other.page.shows("is not a Backcast portfolio");
    await other.page.painted();
    other.picture("trouble-1280");
    assert.deepEqual(await other.page.accessibilityProblems(), []);
    await other.page.click("button", "Back to the start");
    await other.page.get("heading", "Start with the problem");
    assert.equal(readFileSync(letter, "utf8"), "Dear Sir or Madam,\n".repeat(100));
  });
});
