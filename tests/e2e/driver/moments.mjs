// What lies over a screen or comes of a few steps, with the sample portfolio: dialogs, forms, other drawings of the list.
import { visit } from "./screens.mjs";

/** Runs a command by its words, as the palette finds it. */
async function command(page, words) {
  await page.press("Control+k");
  await page.get("dialog");
  await page.type(words);
  await page.get("option", new RegExp(`^${words}`));
  await page.press("Enter");
}

/** Lets go of files over the window, as from a file manager. */
const dropFiles = (page, files) =>
  page.run(
    `const data = new DataTransfer();
     for (const [name, text] of Object.entries(arguments[0])) data.items.add(new File([text], name));
     window.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));`,
    files,
  );

const incoming = {
  "pagers.md": `---
owner: Ana Torres
door: trapdoor
colour: blue
---
# Nurses hand a shift back in one step

## Customer

Night nurses at small clinics

## Problem

After 6 pm nobody answers the phone, on 3 nights in 10, and the shift stays empty.

"I rang eleven numbers." Night nurse, Elm Street

## Solution

A board that pages whoever is free.
`,
  "saved page.html": "<h1>Waiting twice</h1><p>Patients wait twice.</p><script>1</script><img src='a.png'>",
  "letter.docx": "Dear Sir or Madam",
};

/** Moments by name: the screen they begin on, its heading, and the steps. */
export const moments = {
  board: ["portfolio/active/board", "Portfolio"],
  matrix: ["portfolio/active/matrix", "Portfolio"],
  palette: [
    "portfolio",
    "Portfolio",
    async (page) => {
      await page.press("Control+k");
      await page.get("dialog");
      await page.type("re");
      await page.get("option", /^Record/).catch(() => null);
    },
  ],
  shortcuts: ["portfolio", "Portfolio", (page) => page.press("Control+/")],
  peek: [
    "portfolio",
    "Portfolio",
    async (page) => {
      await page.run("document.querySelector('#proposals').focus()");
      await page.press("ArrowDown");
      await page.press("Space");
      await page.get("dialog");
    },
  ],
  selected: [
    "portfolio",
    "Portfolio",
    async (page) => {
      await page.run("document.querySelector('#proposals').focus()");
      await page.press("Shift+ArrowDown");
      await page.press("Shift+ArrowDown");
    },
  ],
  layout: ["portfolio", "Portfolio", (page) => page.click("button", "Layout…")],
  "save-view": ["portfolio", "Portfolio", (page) => page.click("button", "Save as a view…")],
  begin: ["portfolio", "Portfolio", (page) => page.press("Control+n")],
  import: [
    "portfolio",
    "Portfolio",
    async (page) => {
      await dropFiles(page, incoming);
      await page.shows(/not read/i);
    },
  ],
  export: ["portfolio", "Portfolio", (page) => command(page, "Export")],
  print: [
    "proposal/P-005/read",
    /P-005/,
    async (page) => {
      await page.press("Control+p");
      await page.shows(/The press release/);
    },
  ],
  move: ["proposal/P-001/read", /P-001/, (page) => command(page, "Move to")],
  forecast: ["proposal/P-001/read", /P-001/, (page) => command(page, "Make a forecast")],
  plan: ["meetings", "Meetings", (page) => page.click("button", "Plan a meeting")],
  "check-in": ["launch/L-003", /L-003/, (page) => page.click("button", "Record check-in")],
  capture: ["capture", /./],
};

/** Comes to a moment by its steps, and waits until it is there and painted. */
export async function come(page, name) {
  const [place, heading, steps] = moments[name];
  await visit(page, place, heading);
  await steps?.(page);
  await page.painted();
}

/** Leaves whatever lies over the screen. */
export async function leave(page) {
  for (let at = 0; at < 3; at += 1) await page.press("Escape");
}
