// The portfolio in the real window: table, board and matrix, by keyboard and pointer; views, search, links, two windows.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { backcast, backcastJson, withBackcast } from "./driver/backcast.mjs";

const count = 400;

const idOf = (at) => `0198c0de-0000-7000-8000-${String(at).padStart(12, "0")}`;

/** A portfolio of many sparks and drafts, made on the command line. */
async function filled(folder) {
  const file = join(folder, "many.backcast");
  const lines = Array.from({ length: count }, (_, at) =>
    JSON.stringify({
      id: idOf(at),
      title: `Idea ${at}`,
      stage: at % 2 === 0 ? "draft" : "ready",
      customer: ["night nurses", "court clerks", "tour guides"][at % 3],
      problem: `Problem number ${at} keeps somebody waiting.`,
      tags: at % 10 === 0 ? ["mobile"] : [],
    }),
  );
  const jsonl = join(folder, "many.jsonl");
  writeFileSync(jsonl, lines.join("\n"));
  await backcast("init", file);
  await backcast("-p", file, "import", jsonl);
  return file;
}

const rows = (page) => page.run("return document.querySelectorAll('[role=grid] .line').length");
const list = (file, ...query) => backcastJson("-p", file, "list", "--limit", "1000", ...query);

async function shown(page, many) {
  await page.until(`${many} proposals`, async () => (await page.text()).includes(`${many} proposals`));
}

async function filter(page, text) {
  await page.press("Control+f");
  await page.until("the filter focused", () => page.run("return document.activeElement?.id === 'filter'"));
  await page.press("Control+a");
  await page.type(text);
  await page.press("Escape");
}

test("the table filters, selects, edits and moves by keyboard, and undo takes back what it says", async () => {
  await withBackcast(async ({ folder, window }) => {
    const file = await filled(folder);
    const opened = await window({ file });
    const { page } = opened;
    await page.get("heading", "The journal");
    await page.press("Control+2");
    await shown(page, count);
    assert.ok((await rows(page)) <= 60, "only the rows in sight are in the page");
    assert.deepEqual(await page.accessibilityProblems(), []);
    opened.picture("portfolio-table");

    // The last page is read when the end is shown.
    await page.run("document.querySelector('[role=grid]').focus()");
    await page.press("Control+End");
    await page.until(
      "the last row",
      async () => (await page.text()).includes("P-400") || (await page.text()).includes("P-399"),
    );
    await page.press("Control+Home");

    await filter(page, "tag:mobile customer:nurses ");
    const wanted = await list(file, "tag:mobile", "customer:nurses");
    await shown(page, wanted.length);
    await page.run("document.querySelector('[role=grid]').focus()");
    await page.press("Control+a");
    await page.shows(`All ${wanted.length} shown, not ${count}`);
    opened.picture("portfolio-selected");

    // A stage that asks for a reason asks for it once, for all of them.
    await page.press("s");
    await page.get("dialog", `Move ${wanted.length} proposals`);
    await page.click("radio", "Declined");
    await (await page.get("textbox", "Why?")).fill("Not ours.");
    await page.press("Enter");
    await page.until(
      "all declined",
      async () => (await list(file, "stage:declined")).length === wanted.length,
    );
    await page.until("the dialog gone", () =>
      page.run("return document.querySelector('[role=dialog]') === null"),
    );
    await page.run("document.activeElement.blur()");
    await page.press("Control+z");
    await page.shows(`Undone: Move ${wanted.length} to Declined`);
    assert.equal((await list(file, "stage:declined")).length, 0);

    // All of them go to a meeting that is planned on the way, and Undo takes them off it.
    await page.click("button", "Add to meeting…");
    await page.get("dialog", `Put ${wanted.length} proposals on an agenda`);
    await (await page.get("textbox", "What is it called?")).fill("Spring review");
    await page.press("Enter");
    await page.shows(`${wanted.length} proposals are on the agenda of M-001.`);
    await page.run("document.activeElement.blur()");
    await page.press("Control+z");
    await page.shows("Undone: Planned a meeting");

    // The selection outlives the filter, and what that hides is counted.
    await filter(page, "customer:clerks ");
    await page.shows(`${wanted.length} selected`);
    await page.run("document.querySelector('[role=grid]').focus()");
    await page.press("Escape");

    // Customer, edited in place: Enter keeps it in the document.
    await page.press("ArrowRight");
    await page.press("F2");
    await page.until("an editor", () => page.run("return document.activeElement?.tagName === 'INPUT'"));
    await page.press("Control+a");
    await page.type("Judges");
    // Somebody else names another customer meanwhile: that is said once, and nothing is overwritten unseen.
    const edited = await page.run("return document.activeElement.closest('[data-id]').dataset.id");
    const theirs = join(folder, "theirs.jsonl");
    writeFileSync(
      theirs,
      JSON.stringify({
        id: idOf(Number(edited.slice(2)) - 1),
        title: "Changed elsewhere",
        customer: "court clerks of Ulm",
        problem: "They wait.",
      }),
    );
    await backcast("-p", file, "import", theirs);
    await page.shows("Changed elsewhere");
    await page.press("Enter");
    await page.shows("It reads “court clerks of Ulm” now");
    await page.press("Enter");
    await page.until("the customer kept", async () => (await list(file, "customer:judges")).length === 1);
  });
});

test("the board moves by pointer and by keys, dropping on Approved opens the decision, and the matrix is a table", async () => {
  await withBackcast(async ({ folder, window }) => {
    const sample = join(folder, "sample.backcast");
    await backcast("init", sample, "--sample");
    const opened = await window({ file: sample });
    const { page } = opened;
    await page.get("heading", "The journal");
    await page.press("Control+2");
    await page.get("heading", "Portfolio");
    await page.press("v");
    await page.press("b");
    await page.until("the board", () =>
      page.run("return document.querySelector('[data-drop=ready]') !== null"),
    );
    await page.painted();
    opened.picture("portfolio-board");
    assert.deepEqual(await page.accessibilityProblems(), []);

    const draft = (await list(sample, "stage:draft"))[0].id;
    const drag = async (id, stage) => {
      const [from, to] = await page.run(
        `const middle = (box) => [Math.round(box.left + Math.min(60, box.width / 2)), Math.round(box.top + 20)];
         const item = document.querySelector(\`[data-item="\${arguments[0]}"]\`);
         const column = document.querySelector(\`[data-drop="\${arguments[1]}"]\`);
         column.scrollIntoView({ inline: "nearest" });
         return [middle(item.getBoundingClientRect()), middle(column.getBoundingClientRect())]`,
        id,
        stage,
      );
      const move = ([x, y], duration) => ({ type: "pointerMove", duration, x, y, origin: "viewport" });
      await page.ask("POST", "/actions", {
        actions: [
          {
            type: "pointer",
            id: "mouse",
            parameters: { pointerType: "mouse" },
            actions: [
              move(from, 0),
              { type: "pointerDown", button: 0 },
              move([from[0] + 10, from[1] + 5], 50),
              move(to, 200),
              { type: "pointerUp", button: 0 },
            ],
          },
        ],
      });
    };
    await drag(draft, "in-review");
    await page.until("moved by pointer", async () =>
      (await list(sample, "stage:in-review")).some(({ id }) => id === draft),
    );
    // The card is drawn anew in the column it went to.
    await page.until("the moved card focused", () =>
      page.run(
        `const card = document.querySelector(\`[data-drop=in-review] [data-item="\${arguments[0]}"]\`);
         card?.focus();
         return card !== null && document.activeElement === card;`,
        draft,
      ),
    );
    await page.press("Alt+ArrowLeft");
    await page.shows(/is missing|Moved/);

    await page.press("v");
    await page.press("m");
    await page.shows("all three present");
    await page.painted();
    opened.picture("portfolio-matrix");
    assert.deepEqual(await page.accessibilityProblems(), []);
  });
});

test("a view is kept, shown in the sidebar, renamed and deleted; search finds what was meant", async () => {
  await withBackcast(async ({ folder, window }) => {
    const file = await filled(folder);
    const opened = await window({ file });
    const { page } = opened;
    await page.get("heading", "The journal");
    await page.press("Control+2");
    await shown(page, count);
    await filter(page, "stage:ready ");
    await page.click("button", "Save as a view…");
    await (await page.get("textbox", "Name of the view")).fill("Ready ones");
    await page.press("Enter");
    await page.get("link", "Ready ones");
    await page.get("heading", "Ready ones");
    await page.click("button", "Delete view");
    await page.gone("link", "Ready ones");
    await page.click("button", "Undo");
    await page.get("link", "Ready ones");

    // A view whose tag is gone opens, and says so.
    await page.click("link", "Portfolio");
    await page.get("heading", "Portfolio");
    await filter(page, "tag:mobile ");
    await shown(page, count / 10);
    await page.click("button", "Save as a view…");
    await (await page.get("textbox", "Name of the view")).fill("Mobile ones");
    await page.press("Enter");
    await page.get("heading", "Mobile ones");
    await page.run("document.querySelector('[role=grid]').focus()");
    await page.press("Control+a");
    await page.click("button", "Tag");
    await (await page.get("textbox", /^Tags/)).fill("-mobile");
    await page.press("Enter");
    await page.shows("Nothing has tag:mobile any more.");

    await page.press("Control+Shift+f");
    await page.until("the search focused", () => page.run("return document.activeElement?.id === 'search'"));
    await page.type("wating");
    await page.shows("Did you mean “waiting”?");
    opened.picture("search-nothing");
    await page.click("button", "Did you mean “waiting”?");
    await page.until("hits", () => page.run("return document.querySelectorAll('main mark').length > 0"));
    assert.deepEqual(await page.accessibilityProblems(), []);
    opened.picture("search");
  });
});

test("a link opens what it names, and says so when that is gone; a change outside is shown within a second", async () => {
  await withBackcast(async ({ folder, window }) => {
    const sample = join(folder, "sample.backcast");
    await backcast("init", sample, "--sample");
    const { page } = await window({ file: sample });
    await page.get("heading", "The journal");
    await page.run("location.hash = '#/link/' + encodeURIComponent('backcast://P-003')");
    await page.get("heading", /^P-003/);
    await page.run("location.hash = '#/link/' + encodeURIComponent('backcast://P-999')");
    await page.get("heading", "This link leads nowhere here");
    await page.shows("There is no proposal P-999 any more.");
    await page.run("location.hash = '#/link/' + encodeURIComponent('backcast://P-003?portfolio=0190')");
    await page.shows("leads into another portfolio");

    await page.press("Control+2");
    await page.get("heading", "Portfolio");
    await backcast("-p", sample, "spark", "Somebody else wrote this.");
    await page.until(
      "the change outside",
      async () => (await page.text()).includes("Somebody else wrote this."),
      2_000,
    );
  });
});
