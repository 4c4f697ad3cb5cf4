// By keyboard alone: the palette, the keys of areas, undo, and what keys must not do while somebody types.
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
    await page.shows("Kept a spark");
    assert.equal((await backcastJson("-p", sample, "list", "cg")).length, 1);

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
