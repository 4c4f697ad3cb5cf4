// What a picky user tries first: the power goes while typing, a button that says why, words that moved, two kinds of undo.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { backcast, backcastJson, withBackcast } from "./driver/backcast.mjs";

test("what was typed before the power went is there, but for the last moment", async () => {
  await withBackcast(async ({ folder, portfolio, window }) => {
    writeFileSync(join(folder, "idea.md"), "# Idea\n\n## Problem\n\nWords: ");
    await backcast("init", portfolio);
    await backcast("-p", portfolio, "import", join(folder, "idea.md"));
    const opened = await window({ file: portfolio });
    await opened.page.get("heading", "The journal");
    await opened.page.run("location.hash = '#/proposal/P-001/write'");
    const editor = await opened.page.get("textbox", "Document of P-001");
    await editor.focus();
    await opened.page.press("Control+End");
    // Without a pause, so that no silence saves, and until some of it is in the file.
    const stored = async () => (await backcastJson("-p", portfolio, "show", "P-001")).document;
    let seen = false;
    const watching = opened.page
      .until("words stored while more are typed", async () => /\bw\d+ /.test(await stored()))
      .finally(() => {
        seen = true;
      });
    const typed = [];
    while (!seen || typed.length < 20) {
      const word = `w${typed.length} `;
      await opened.page.type(word);
      typed.push({ word, at: performance.now() });
    }
    await watching;
    await opened.kill();
    const killed = performance.now();
    const document = await stored();
    const kept = typed.filter(({ word }) => document.includes(word)).length;
    const first = typed[kept]?.at ?? killed;
    console.log(
      `${typed.length} words typed, ${kept} kept, the first lost one ${Math.round(killed - first)} ms before`,
    );
    assert.ok(kept > 0, "nothing of what was typed is there");
    // What is missing was typed last: no word is lost from the middle.
    assert.ok(
      typed.slice(0, kept).every(({ word }) => document.includes(word)),
      document,
    );
  });
});

const idea = `# Evenings back

## Customer

Night nurses at small clinics.

## Problem

Nurses cannot hand back a shift after six, on 3 nights in 10.

## Solution

A board.
`;

test("a button says why, a solution is kept as one, and words that moved after scoring are shown", async () => {
  await withBackcast(async ({ folder, portfolio, window }) => {
    writeFileSync(join(folder, "idea.md"), idea);
    await backcast("init", portfolio);
    await backcast("-p", portfolio, "import", join(folder, "idea.md"));
    const stored = (...args) => backcastJson("-p", portfolio, ...args);
    const { page } = await window({ file: portfolio });

    // Talk of ingredients is kept, tagged and asked one question.
    await page.get("heading", "The journal");
    await page.press("c");
    await page.until("the capture line focused", () =>
      page.run("return document.activeElement?.id === 'capture'"),
    );
    await page.type("We have OCR, we could combine it with chat");
    await page.press("Enter");
    await page.shows("Solution only");
    await page.shows("Whose problem does this solve?");
    assert.equal((await stored("show", "P-002")).proposal.line.solution_only, true);

    // What is missing is said by the button, by the list under it and by the palette.
    await page.run("location.hash = '#/proposal/P-001'");
    const ready = await page.get("button", "Mark ready");
    assert.match(await ready.attribute("title"), /How would a stranger tell that it is solved\?/);
    await page.press("Control+k");
    await page.type("mark ready");
    await page.shows(/why not: Not ready: \d things? (?:is|are) missing\. How would a stranger tell/);
    await page.press("Escape");
    await page.gone("dialog");

    // Scored, then changed: stale, with a way to what changed.
    for (const criterion of ["big=3", "should=4", "plan=3"]) {
      await backcast(
        "-p",
        portfolio,
        "score",
        "P-001",
        criterion,
        "--why",
        `${criterion.split("=")[0]}=Because.`,
      );
    }
    await page.run("location.hash = '#/proposal/P-001/write'");
    const editor = await page.get("textbox", "Document of P-001");
    await editor.focus();
    await page.run(`
      const line = [...document.querySelectorAll(".cm-line")].find((one) => one.innerText.includes("hand back"));
      const range = document.createRange();
      range.selectNodeContents(line);
      range.collapse(false);
      getSelection().removeAllRanges();
      getSelection().addRange(range);`);
    await page.type(" Nobody knows why.");
    await page.until("the words stored", async () =>
      (await stored("show", "P-001")).document.includes("Nobody knows why."),
    );
    await page.run("location.hash = '#/proposal/P-001/score'");
    await page.shows("stale");
    const [compare] = await page.until("a way to the difference", async () => {
      const links = await page.all("link", "Compare with now");
      return links.length > 0 && links;
    });
    assert.equal(await compare.attribute("href"), "#/proposal/P-001/history");
  });
});

test("undo in a field is the field's own, and outside it takes back what was done last", async () => {
  await withBackcast(async ({ portfolio, window }) => {
    await backcast("init", portfolio);
    const sparks = async () => (await backcastJson("-p", portfolio, "list")).length;
    const { page } = await window({ file: portfolio });
    await page.get("heading", "The journal");
    const capture = await page.get("textbox", "What is the problem, and who has it?");
    await capture.focus();
    await page.type("Pagers die.");
    await page.press("Enter");
    await page.until("one spark", async () => (await sparks()) === 1);
    await capture.focus();
    await page.type("half a thou");
    await page.press("Control+z");
    await page.until("the field's words gone", async () => (await capture.value()) !== "half a thou");
    assert.equal(await sparks(), 1, "the spark stays");
    await page.press("Control+Shift+z");
    await page.until("the field's words back", async () => (await capture.value()) === "half a thou");
    await page.run("document.activeElement.blur()");
    await page.press("Control+z");
    await page.until("the spark gone", async () => (await sparks()) === 0);
    assert.equal(await capture.value(), "half a thou", "the field keeps its words");
  });
});
