// Writing in the real window: margin notes, the outline, pasting, versions, and the inbox by keys.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { backcast, backcastJson, withBackcast } from "./driver/backcast.mjs";

const text = `# Evenings back

## Customer

Night nurses at small clinics.

## Problem

Nurses cannot hand back a shift after dark.

## Evidence

- A roster.
`;

async function paste(page, kind, value) {
  await page.run(
    `const [kind, value] = arguments;
     const data = new DataTransfer();
     if (kind === "image") {
       const bytes = Uint8Array.from(atob(value), (c) => c.charCodeAt(0));
       data.items.add(new File([bytes], "picture.png", { type: "image/png" }));
     } else data.setData(kind, value);
     const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
     Object.defineProperty(event, "clipboardData", { value: data });
     document.querySelector(".cm-content").dispatchEvent(event);`,
    kind,
    value,
  );
}

test("a document is argued with its margin, outlined, pasted into, and brought back", async () => {
  await withBackcast(async ({ folder, portfolio, window }) => {
    writeFileSync(`${folder}/idea.md`, text);
    await backcast("init", portfolio);
    await backcast("-p", portfolio, "import", `${folder}/idea.md`);
    const stored = (...args) => backcastJson("-p", portfolio, ...args);
    const document = async () => (await stored("show", "P-001")).document;
    const opened = await window({ file: portfolio });
    const { page } = opened;
    await page.get("heading", "The journal");
    await page.run("location.hash = '#/proposal/P-001/write'");
    const editor = await page.get("textbox", "Document of P-001");

    // The margin asks beside the paragraph; a dismissed note stays away while other paragraphs change.
    const asked = await page.get("button", /How many, or how often/);
    await asked.click();
    await page.painted();
    const level = await page.run(
      `const note = arguments[0].getBoundingClientRect();
       const line = [...document.querySelectorAll(".cm-line")].find((one) => one.innerText.includes("hand back"));
       return Math.abs(note.top - line.getBoundingClientRect().top)`,
      asked.reference,
    );
    assert.ok(level < 40, `the note stands ${level} px from its paragraph`);
    await page.run(
      `const note = arguments[0].closest(".note");
       [...note.querySelectorAll("button")].at(-1).click()`,
      asked.reference,
    );
    await page.gone("button", /How many, or how often/);
    await editor.focus();
    await page.press("Control+End");
    await page.type("More evidence.");
    await page.until("the words stored", async () => (await document()).includes("More evidence."));
    await page.shows("Dismissed (1)");
    await page.gone("button", /How many, or how often/);

    // The outline follows a renamed heading.
    await page.run("document.querySelector('nav[aria-label=Outline] ol button').click()");
    await page.press("End");
    await page.type(" for nurses");
    await page.get("button", "Evenings back for nurses");

    // What is pasted comes as clean Markdown, and a picture as an attachment that is shown.
    await page.press("Control+End");
    await page.press("Enter");
    await page.press("Enter");
    await paste(
      page,
      "text/html",
      "<h2>Appendix</h2><p>From the <b>web</b><script>alert(1)</script></p><ul><li>one</li><li>two</li></ul>",
    );
    await page.until("the Markdown stored", async () =>
      (await document()).includes("## Appendix\n\nFrom the **web**\n\n- one\n- two"),
    );
    await page.press("Enter");
    await page.press("Enter");
    const pixel =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    await paste(page, "image", pixel);
    await page.until("the picture named in the text", async () =>
      /!\[\]\([0-9a-f]{64}\.png\)/.test(await document()),
    );
    await page.run("location.hash = '#/proposal/P-001/read'");
    await page.until("the picture shown", () =>
      page.run("return [...document.querySelectorAll('article img')].some((one) => one.naturalWidth === 1)"),
    );
    assert.deepEqual(await page.accessibilityProblems(), []);
    opened.picture("writing-read");

    // The first version comes back as a new one.
    await page.run("location.hash = '#/proposal/P-001/history'");
    await page.click("button", /^v1/);
    await page.until("the added words marked", () =>
      page.run(
        "return [...document.querySelectorAll('ins')].some((one) => one.innerText.includes('More evidence'))",
      ),
    );
    opened.picture("writing-history");
    assert.deepEqual(await page.accessibilityProblems(), []);
    await page.click("button", "Bring back");
    await page.until("the first text back", async () => (await document()) === text);
    assert.equal((await stored("check")).ok, true);
  });
});

test("the inbox is gone through by keys", async () => {
  await withBackcast(async ({ portfolio, window }) => {
    await backcast("init", portfolio);
    for (const spark of [
      "Refunds take nine days.",
      "Pagers die.",
      "We have OCR, we could combine it with chat.",
      "Forms are lost.",
    ]) {
      await backcast("-p", portfolio, "spark", spark);
    }
    const stage = async (id) => (await backcastJson("-p", portfolio, "show", id)).proposal.line.stage;
    const opened = await window({ file: portfolio });
    const { page } = opened;
    await page.get("heading", "The journal");
    await page.shows("Solution only");
    await page.run("document.querySelector('h1').focus()");
    // The newest is at hand: declined, with a reason.
    await page.press("3");
    await page.get("textbox", /^Why not/);
    await page.type("Not ours.");
    await page.press("Enter");
    await page.until("P-004 declined", async () => (await stage("P-004")) === "declined");
    // The next took its place: put off.
    await page.press("h");
    await page.click("button", "Put off");
    await page.shows("1 put off");
    // Then one is merged into another, in one step that can be taken back.
    await page.press("2");
    await page.get("combobox", /^Merge P-002 into/);
    await page.type("refunds");
    await page.get("option", /P-001/);
    await page.press("Enter");
    await page.until("the words merged", async () =>
      (await backcastJson("-p", portfolio, "show", "P-001")).document.includes("Pagers die."),
    );
    opened.picture("writing-journal");
    assert.deepEqual(await page.accessibilityProblems(), []);
    await page.press("1");
    await page.until("P-001 a draft", async () => (await stage("P-001")) === "draft");
  });
});

test("a text changed in two places holds both changes, and a link shows where it leads", async () => {
  await withBackcast(async ({ folder, portfolio, window }) => {
    writeFileSync(`${folder}/idea.md`, `${text}- [The roster](https://elm.example/roster)\n`);
    await backcast("init", portfolio);
    await backcast("-p", portfolio, "import", `${folder}/idea.md`);
    await backcast("-p", portfolio, "export", "--as", "md", "--to", join(folder, "out"));
    const [name] = readdirSync(join(folder, "out")).filter((file) => file.endsWith(".md"));
    const exported = join(folder, "out", name);
    writeFileSync(
      exported,
      readFileSync(exported, "utf8").replace(
        "Night nurses at small clinics.",
        "Night nurses at big clinics.",
      ),
    );
    const { page } = await window({ file: portfolio });
    await page.get("heading", "The journal");
    await page.run("location.hash = '#/proposal/P-001/write'");
    const editor = await page.get("textbox", "Document of P-001");
    await editor.focus();
    await page.press("Control+End");
    await Promise.all([page.type("Mine."), backcast("-p", portfolio, "import", exported)]);
    const document = async () => (await backcastJson("-p", portfolio, "show", "P-001")).document;
    await page.until("both changes stored", async () => {
      const stored = await document();
      return stored.includes("big clinics") && stored.endsWith("Mine.");
    });
    await page.until("both changes shown", () =>
      page.run(
        `const words = document.querySelector(".cm-content").innerText;
         return words.includes("big clinics") && words.includes("Mine.")`,
      ),
    );

    await page.run(`
      const walker = document.createTreeWalker(document.querySelector(".cm-content"), NodeFilter.SHOW_TEXT);
      while (!walker.nextNode().data.includes("The roster"));
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const { left, top } = range.getBoundingClientRect();
      const place = { clientX: left + 12, clientY: top + 6, ctrlKey: true, bubbles: true, cancelable: true };
      walker.currentNode.parentElement.dispatchEvent(new MouseEvent("mousedown", place));`);
    await page.shows("This link leads to https://elm.example/roster");
    await page.get("button", "Open it");
    await page.run("location.hash = '#/proposal/P-001/read'");
    await page.click("link", "The roster");
    await page.shows("This link leads to https://elm.example/roster");
    assert.equal(await page.run("return location.hash"), "#/proposal/P-001/read");
    assert.deepEqual(await page.accessibilityProblems(), []);
  });
});
