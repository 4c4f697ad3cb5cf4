// Looking back with the sample portfolio: perceivable by everyone, in both themes, never wider than the window.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { backcast, backcastJson, withBackcast } from "./driver/backcast.mjs";

const screens = {
  insights: "Insights",
  "insights/practice": "Insights",
  "insights/forecasts": "Insights",
  "insights/ledger": "Insights",
  lessons: "Lessons",
  "lessons/retros": "Lessons",
  "lessons/principles": "Lessons",
  "retro/L-001/verdict": "Retro L-001",
  "retro/L-003": "Retro L-003",
  learn: "Learn the why",
  "learn/W06": "Talk of ingredients",
};

async function visit(page, place, heading) {
  await page.run("location.hash = '#/' + arguments[0]", place);
  await page.get("heading", heading);
  await page.until("a screen at rest", () =>
    page.run(`
      const now = document.querySelector("main").innerText;
      const before = window.lastSeen;
      window.lastSeen = now;
      return now === before`),
  );
  await page.painted();
}

for (const size of [
  { width: 1280, height: 800 },
  { width: 720, height: 520 },
]) {
  test(`looking back can be used by everyone at ${size.width}×${size.height}`, async () => {
    await withBackcast(async ({ folder, window }) => {
      const sample = join(folder, "sample.backcast");
      await backcast("init", sample, "--sample");
      await backcast(
        "-p",
        sample,
        "forecast",
        "Three of five clerks confirm it",
        "--percent",
        "70",
        "--due",
        "2026-01-02",
      );
      const opened = await window({ file: sample, size });
      const { page } = opened;
      for (const [place, heading] of Object.entries(screens)) {
        await visit(page, place, heading);
        const name = `${place.replaceAll("/", "-")}-${size.width}`;
        opened.picture(name);
        assert.deepEqual(await page.accessibilityProblems(), [], name);
        const [wide, room] = await page.run(
          "const main = document.querySelector('main'); return [main.scrollWidth, main.clientWidth]",
        );
        assert.ok(wide <= room, `${name} is ${wide} px wide in ${room} px`);
      }
    });
  });
}

test("a forecast is made from a note of the log, by Enter", async () => {
  await withBackcast(async ({ folder, window }) => {
    const file = join(folder, "mine.backcast");
    await backcast("init", file);
    const { page } = await window({ file });
    await page.get("heading", "The journal");
    await (await page.get("textbox", "Note")).fill("A clerk checks each date by hand.");
    await page.press("Enter");
    await page.click("button", /^Forecast from: A clerk/);
    const dialog = await page.get("dialog", "A small forecast");
    assert.deepEqual(await page.accessibilityProblems(), []);
    const due = await page.run("return document.querySelector('[role=dialog] input[type=date]')");
    await page.run(
      `const [field] = arguments;
       field.value = "2026-01-02";
       field.dispatchEvent(new Event("input", { bubbles: true }));`,
      due,
    );
    await (await page.get("textbox", /^How likely/, dialog)).fill("60");
    await (await page.get("textbox", /^What will have happened/, dialog)).fill("She stops checking by June");
    await page.press("Enter");
    await page.gone("dialog", "A small forecast");
    await page.shows("She stops checking by June");
    await page.get("button", /^It came true/);
  });
});

test("a forecast that fell due is settled with one key", async () => {
  await withBackcast(async ({ folder, window }) => {
    const file = join(folder, "mine.backcast");
    await backcast("init", file);
    await backcast(
      "-p",
      file,
      "forecast",
      "Three of five clerks confirm it",
      "--percent",
      "70",
      "--due",
      "2026-01-02",
    );
    const { page } = await window({ file });
    await page.get("heading", "The journal");
    const settle = await page.get("button", /^It came true/);
    await page.run("arguments[0].focus()", settle.reference);
    await page.press("n");
    await page.shows("F-001 did not come true.");
    await page.gone("button", /^It came true/);
    assert.equal((await backcastJson("-p", file, "insights")).closed, 0);
  });
});
