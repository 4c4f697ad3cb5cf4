// A launch in the real window: check-ins, signals, values, a problem that moves on, a stop. The frozen words stay.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { backcast, backcastJson, withBackcast } from "./driver/backcast.mjs";
import { setTheme, sizes, visit } from "./driver/screens.mjs";

async function withSample(size, work) {
  await withBackcast(async ({ folder, window }) => {
    const sample = join(folder, "sample.backcast");
    await backcast("init", sample, "--sample");
    const opened = await window({ file: sample, size });
    const stored = (...args) => backcastJson("-p", sample, ...args);
    await work({ folder, sample, opened, page: opened.page, stored });
  });
}

/** The names of the fields and groups of a form, in their order on the page. */
const asked = (page, form) =>
  page.run(
    "return [...arguments[0].querySelectorAll('.field > label, legend')].map((one) => one.firstChild.textContent.trim())",
    form.reference,
  );

const frozenWords = (page) => page.run("return document.querySelector('blockquote').innerText");

/** Puts text into a field as pasting does, tabs included. */
async function paste(page, name, text) {
  const field = await page.get("textbox", name);
  await page.run(
    `const [field, text] = arguments;
     field.value = text;
     field.dispatchEvent(new Event("input", { bubbles: true }));`,
    field.reference,
    text,
  );
}

/** Adds words at the end of the paragraph of the document that begins with `words`. */
async function append(page, words, more) {
  const editor = await page.get("textbox", /^Document of/);
  await editor.focus();
  const line = `const [editor, words] = arguments;
    const lines = [...editor.querySelectorAll(".cm-line")].filter((line) => line.textContent.startsWith(words));
    const selection = document.getSelection();`;
  // An editor that has just got the focus may put its own caret back once.
  await page.until("the caret in the paragraph", async () => {
    await page.run(
      `${line} if (lines.length === 1) { selection.selectAllChildren(lines[0]); selection.collapseToEnd(); }`,
      editor.reference,
      words,
    );
    await page.painted();
    return page.run(
      `${line} return lines.length === 1 && lines[0].contains(selection.anchorNode)`,
      editor.reference,
      words,
    );
  });
  await page.type(more);
}

test("a check-in asks in order, values are corrected with history, and a signal becomes a proposal", async () => {
  await withSample(sizes[0], async ({ opened, page }) => {
    await visit(page, "launch/L-003", /L-003/);
    await page.click("button", "Record check-in");
    const form = await page.get("form", "Record check-in");
    assert.deepEqual(await page.accessibilityProblems(), []);
    const questions = await asked(page, form);
    assert.equal(questions[0], "What did customers experience?");
    assert.match(questions[2], /^Values on that day/);
    const signals = questions.filter((one) => one.startsWith("Something changed in"));
    assert.ok(signals.length > 0 && new Set(signals).size === signals.length, signals.join());
    // Only one of the two measures has signals; nothing is asked of the other.
    assert.ok(!signals.some((one) => one.includes("Wrong dates")));
    await (
      await page.get("textbox", "What did customers experience?", form)
    ).fill("Two clinics wrote to say thanks.");
    await (await page.get("textbox", "Wrong dates per 100", form)).fill("7,5");
    const again = await page.get("group", "Knowing this, would we approve it again?", form);
    await page.click("radio", "I don't know yet", again);
    await page.click("button", "Keep the check-in");
    await page.gone("form", "Record check-in");
    await page.shows("Two clinics wrote to say thanks.");
    await page.shows(/Wrong dates per 100[\s\S]*latest 7.5/);
    // Values are pasted and corrected; what they replaced is kept.
    await paste(page, /^Values of Wrong dates/, "2026-11-18\t1,234.5");
    await page.click("button", "Record values", await page.get("region", "Wrong dates per 100"));
    await page.shows("1 value recorded.");
    await paste(page, /^Values of Wrong dates/, "2026-11-18\t6.5");
    await page.click("button", "Record values", await page.get("region", "Wrong dates per 100"));
    await page.shows("they are kept as history");
    await page.run(
      "for (const one of document.querySelectorAll('section details')) one.open = true; return null",
    );
    await page.shows(/until[\s\S]*6.5 now/);
    await page.painted();
    opened.picture("launch-corrected");
    assert.deepEqual(await page.accessibilityProblems(), []);
    await (await page.all("button", "New proposal from this"))[0].click();
    await page.get("heading", /^P-0/);
    await page.shows("Minutes per referral");
  });
});

test("the launch keeps its frozen words when the problem moves on, and a stop says why", async () => {
  await withSample(sizes[0], async ({ opened, page, stored }) => {
    await setTheme(page, "dark");
    await visit(page, "launch/L-003", /L-003/);
    const frozen = await frozenWords(page);
    await visit(page, "proposal/P-003/write", /P-003/);
    await append(page, "Clerks at 40 clinics re-type", " Since spring also by fax.");
    await page.until("the new words stored", async () =>
      (await stored("show", "P-003")).document.includes("Since spring also by fax."),
    );
    await visit(page, "launch/L-003", /L-003/);
    assert.equal(await frozenWords(page), frozen);
    await page.shows("The problem has moved since the decision.");
    await page.run("document.querySelector('main details summary').click()");
    await page.until("the added words marked", () =>
      page.run("return [...document.querySelectorAll('ins')].some((one) => one.textContent.includes('fax'))"),
    );
    await page.painted();
    opened.picture("launch-drift-dark");
    assert.deepEqual(await page.accessibilityProblems(), []);
    await page.click("button", "Stop");
    const form = await page.get("form", "Stop");
    await (await page.get("textbox", /^Why is it stopped/, form)).fill("The clinics merged their systems.");
    const fields = await page.all("textbox", undefined, form);
    await fields[1].fill("Nine weeks of two people.");
    await fields[2].fill("When clinics merge, we ask them first, because their forms go.");
    await page.click("button", "Stop it", form);
    await page.shows("It cost Nine weeks of two people.");
    assert.deepEqual(
      (await stored("list", "stage:stopped")).map(({ id }) => id),
      ["P-003"],
    );
    assert.deepEqual(await page.accessibilityProblems(), []);
  });
});
