// Decks in the real window: made of chosen measures, opened from files, walked by keyboard, gone through week by week.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { backcast, withBackcast } from "./driver/backcast.mjs";

const day = 86_400_000;

/** Values of three years by day, the last one a week before the review ends so that it can be told apart. */
function values(until, days) {
  const rows = ["Date,Views,Rate"];
  for (let back = days - 1; back >= 0; back -= 1) {
    const date = new Date(until - back * day);
    const at = days - back;
    const rate = (0.4 + ((at * 7) % 11) / 100).toFixed(3);
    rows.push(`${date.toISOString().slice(0, 10)},${1000 + ((at * 37) % 91) + at},${rate}`);
  }
  return `${rows.join("\n")}\n`;
}

const deck = `setup: {week_ending: 25-SEP-2021, week_number: 38, title: Shop}
metrics:
  Views: {column: Views, aggf: sum}
  Rate: {column: Rate, aggf: mean, metric_comparison_method: bps}
deck:
  - block: {ui_type: section, title: Visits}
  - block: {ui_type: 6_12Graph, title: Views, metrics: {Views: {legend_name: Page views}}}
  - block: {ui_type: 6_12Graph, title: Rate, y_scaling: "##.1%", glow: 1, metrics: {Rate: {}}}
  - block:
      ui_type: 12_MonthsTable
      title: Months
      rows: [{row: {header: Views, metric: Views}}, {row: {header: YOY, metric: ViewsYOY, y_scaling: "##.1%"}}]
`;

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

function place(files) {
  return `#/deck/file/${encodeURIComponent(JSON.stringify(files))}`;
}

const views = [
  { theme: "light", size: { width: 1280, height: 800 } },
  { theme: "dark", size: { width: 720, height: 520 } },
];

for (const { theme, size } of views) {
  test(`a deck from files is drawn, walked by arrows and told as numbers, ${theme}`, async () => {
    await withBackcast(async ({ folder, portfolio, window }) => {
      await backcast("init", portfolio);
      const file = join(folder, "deck.yaml");
      writeFileSync(file, deck);
      const data = join(folder, "deck.csv");
      writeFileSync(data, values(Date.parse("2021-09-25"), 1000));
      const opened = await window({ file: portfolio, size });
      const { page } = opened;
      await setTheme(page, theme);
      await page.run("location.hash = arguments[0]", place({ deck: file, data, annotations: null }));
      await page.get("heading", "Shop");
      await page.shows("Page views: 14.3K last week, up 0.3% on the week before");
      await page.shows("One thing in the deck is not known here");
      await page.painted();
      opened.picture(`deck-file-${theme}`);
      assert.deepEqual(await page.accessibilityProblems(), []);
      await page.run("document.querySelector('.point[tabindex=\"0\"]').focus()");
      const first = await page.run("return document.activeElement.getAttribute('aria-label')");
      assert.match(first, /^Page views, wk 33: /);
      await page.press("ArrowRight");
      const second = await page.run("return document.activeElement.getAttribute('aria-label')");
      assert.match(second, /^Page views, wk 34: /);
      await page.run(
        "[...document.querySelectorAll('button')].find((b) => b.innerText === 'Numbers').click()",
      );
      await page.shows("Page views, last year");

      const wrong = join(folder, "wrong.csv");
      writeFileSync(wrong, "Date,Views,Rate\n2021-09-24,lots,1\n");
      await page.run("location.hash = arguments[0]", place({ deck: file, data: wrong, annotations: null }));
      await page.shows("row 2, column “Views”: “lots” is not a number");
    });
  });
}

test("a deck of chosen measures is gone through week by week, by keyboard", async () => {
  await withBackcast(async ({ folder, window }) => {
    const sample = join(folder, "sample.backcast");
    await backcast("init", sample, "--sample");
    const opened = await window({ file: sample, size: { width: 1280, height: 800 } });
    const { page } = opened;
    await page.run("location.hash = '#/decks'");
    await page.get("heading", "Decks");
    await page.shows("Every Monday");
    await page.click("button", "New deck");
    await (await page.get("textbox", "Title")).fill("Every Friday");
    const adds = await page.all("button", /^Add (?!heading)/);
    assert.ok(adds.length >= 2, "the sample has measures");
    await adds[0].click();
    await (await page.all("button", /^Add (?!heading)/))[0].click();
    await page.painted();
    opened.picture("deck-new");
    assert.deepEqual(await page.accessibilityProblems(), []);
    await page.click("button", "Make the deck");
    await page.get("heading", "Every Friday");
    await page.painted();
    opened.picture("deck-stored");
    await page.click("link", "Weekly review");
    await page.shows("N notes, right and left arrows move.");
    await page.painted();
    opened.picture("weekly-begin");
    assert.deepEqual(await page.accessibilityProblems(), []);
    await page.press("ArrowRight");
    await page.shows("1 of 2");
    await page.press("n");
    await page.type("The scheduler was down");
    await page.press("Enter");
    await page.until("the note among the notes", () =>
      page.run(
        "return [...document.querySelectorAll('li')].some((li) => li.innerText.includes('scheduler'))",
      ),
    );
    await page.painted();
    opened.picture("weekly-item");
    assert.deepEqual(await page.accessibilityProblems(), []);
    await page.run("document.activeElement.blur()");
    await page.press("ArrowRight");
    await page.shows("2 of 2");
    await page.press("ArrowRight");
    await page.get("heading", "End of the review");
    await page.shows("The scheduler was down");
  });
});
