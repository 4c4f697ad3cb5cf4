// By keyboard alone: the palette, the keys of areas, undo, what keys must not do while somebody types, and the whole way
// from a problem to a verdict.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { backcast, backcastJson, withBackcast } from "./driver/backcast.mjs";

test("the palette, area keys and undo work by keyboard, and letters typed in a field stay letters", async () => {
  await withBackcast(async ({ folder, window }) => {
    const sample = join(folder, "sample.backcast");
    await backcast("init", sample, "--sample");
    const { page } = await window({ file: sample });
    await page.get("heading", "The journal");

    // A letter is a command outside fields, and a letter inside.
    await page.press("c");
    await page.until("the capture line focused", () =>
      page.run("return document.activeElement?.id === 'capture'"),
    );
    await page.type("cg p");
    await page.press("Enter");
    await page.until(
      "the spark kept",
      async () => (await backcastJson("-p", sample, "list", "cg")).length === 1,
    );

    // In the field undo is the field's; outside it takes the spark back.
    await page.press("Escape");
    await page.run("document.activeElement.blur()");
    await page.press("Control+z");
    await page.until(
      "the spark gone",
      async () => (await backcastJson("-p", sample, "list", "cg")).length === 0,
    );
    await page.press("Control+Shift+z");
    await page.until(
      "the spark back",
      async () => (await backcastJson("-p", sample, "list", "cg")).length === 1,
    );

    await page.press("g");
    await page.press("l");
    await page.get("heading", "Launches");
    await page.press("Control+2");
    await page.get("heading", "Portfolio");

    // The palette finds a command and says why another cannot be used.
    await page.press("Control+k");
    await page.until("the palette open", async () => (await page.focused()).role === "combobox");
    assert.deepEqual(await page.accessibilityProblems(), []);
    await page.type("mark ready");
    await page.shows("why not: No proposal is open.");
    await page.press("Control+a");
    await page.type("dark theme");
    await page.press("Enter");
    await page.until("the dark theme", () =>
      page.run("return document.documentElement.dataset.theme === 'dark'"),
    );

    // A proposal by its words.
    await page.press("Control+k");
    await page.until("the palette open", async () => (await page.focused()).role === "combobox");
    await page.type("referral");
    await page.shows("P-003");
    await page.press("Enter");
    await page.get("heading", /^P-003/);

    await page.run("document.activeElement.blur()");
    await page.press("?");
    await page.get("dialog", "Shortcuts");
    assert.deepEqual(await page.accessibilityProblems(), []);
    await page.press("Escape");
    await page.gone("dialog", "Shortcuts");
  });
});

const text = `# Evenings back

## Customer

Night nurses at small clinics.

## Problem

Nurses cannot hand back a shift after six, on 3 nights in 10.

## Solution

A board.
`;

/** Three answers with reasons: a level by its key, then the reason, then on. */
async function answer(page, within, next, last) {
  for (const [at, level] of ["3", "4", "3"].entries()) {
    await page.until(`level ${level}`, async () => {
      await page.press(level);
      const chosen = `${within} input[name=level][value='${level}']`;
      return page.run("return document.querySelector(arguments[0])?.checked ?? false", chosen);
    });
    await page.tabTo("textbox", /^Why\?/);
    await page.type(`Because of ${level}.`);
    await page.tabTo("button", at < 2 ? next : last);
    await page.press("Enter");
    await page.until("the next question", () =>
      page.run("return document.querySelector(arguments[0]) === null", `${within} input[name=level]:checked`),
    );
  }
}

async function choose(page, role, name, within) {
  await page.tabTo(role, name, within);
  await page.press("Enter");
}

/** The way on of a meeting: the rail has buttons of the same names, for looking back. */
async function goOn(page, name) {
  await choose(page, "button", name, {
    reference: await page.run("return document.querySelector('main header')"),
  });
}

/** A question that has to be confirmed: the focus begins on Cancel. */
async function confirm(page, verb) {
  const dialog = await page.get("alertdialog");
  await page.until("the focus on Cancel", async () => (await page.focused()).name === "Cancel");
  await choose(page, "button", verb, dialog);
  await page.gone("alertdialog");
}

test("from a problem to a verdict without a mouse, the focus in sight at every stop", async () => {
  await withBackcast(async ({ portfolio, window }) => {
    const stored = (...args) => backcastJson("-p", portfolio, ...args);
    const { page } = await window();
    const began = performance.now();
    await page.get("heading", "Start with the problem");
    await page.type("Nurses cannot hand back a shift.");
    await page.press("Enter");
    await page.get("heading", "The journal");
    await choose(page, "button", "Make it a proposal");
    await page.get("heading", /^P-001/);
    assert.ok(performance.now() - began < 60_000, "a first proposal within a minute");

    await page.tabTo("textbox", "Document of P-001");
    await page.press("Control+a");
    await page.type(text);
    await page.until("the text stored", async () =>
      (await stored("show", "P-001")).document.includes("A board."),
    );
    // Tab would indent in a list; after Escape it leaves.
    await page.press("Escape");
    await choose(page, "link", "Score");
    await choose(page, "button", "Score it");
    await answer(page, "main", "Record", "Record");
    await page.shows("Ready for a decision");

    await page.press("Control+3");
    await page.get("heading", "Meetings");
    await choose(page, "button", "Plan a meeting");
    await page.tabTo("textbox", /^What is it called/);
    await page.type("Tuesday review");
    await page.tabTo("checkbox", /P-001/);
    await page.press("Space");
    await choose(page, "button", "Plan it");
    await page.get("heading", "Tuesday review");
    await goOn(page, "Begin: everyone reads");
    await goOn(page, "We are all done");
    await choose(page, "button", /^Hand the keyboard to/);
    await choose(page, "button", /^I am/);
    await answer(page, "dialog", /^Next: /, "Seal my ballot");
    await choose(page, "button", "Back to the meeting");
    await goOn(page, "Reveal");
    await confirm(page, "Reveal");
    await goOn(page, "Discuss");
    await goOn(page, "Decide");
    await page.tabTo("radio", /^Approve(?! as)/);
    await page.press("Space");
    await page.tabTo("textbox", /^Why, so the author/);
    await page.type("All three are there.");
    await choose(page, "button", "Print the decision");
    await confirm(page, "Print the decision");
    await page.shows("The decision is printed:");

    await page.press("Control+k");
    await page.until("the palette open", async () => (await page.focused()).role === "combobox");
    await page.type("P-001");
    await page.shows("P-001");
    await page.press("Enter");
    await page.get("heading", /^P-001 · Approved/);
    await choose(page, "button", "Launch");
    await page.get("heading", "L-001");
    await choose(page, "link", /^Hold the retro/);
    await choose(page, "button", "Begin the retro");
    await page.get("textbox", "What else could explain this?");
    await choose(page, "link", "2 Verdict");
    // Early, so that this is suggested.
    await page.tabTo("radio", "Can't tell");
    await page.tabTo("textbox", "Why");
    await page.type("Nothing was measured.");
    await page.tabTo("textbox", "What else could explain this?");
    await page.type("A new agency.");
    await choose(page, "button", "Give the verdict and close");
    await confirm(page, "Close the launch");
    await page.until("closed", async () => (await stored("list"))[0]?.stage === "closed");
  });
});
