// What a person waits for in the real window: a keystroke of a search until its results are painted, the matrix, rows after
// a jump of the scroll bar. Measured in the page, from the event to the task after the frame that shows what was asked.
import { setTimeout as pause } from "node:timers/promises";
import { openWindow } from "../e2e/driver/window.mjs";

const firstLook = 2000;

/** What is typed, a key at a time: words of all kinds, one letter, filters, other scripts, hostile text. */
const typed = [
  "the customer",
  "of the",
  "zephyr",
  "audit trail",
  "stage:draft held:plan a",
  'customer:"tour',
  "tag:mobile sync",
  "-the owner:ada",
  "顧客は",
  "İstanbul",
  "'\" OR NEAR(a b) *",
  "wating",
];

// `after(done)` calls done once the frame that is being made is on the glass.
const painting = `
  const after = (done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(null);
  };
  const when = (holds, done) => requestAnimationFrame(() => (holds() ? after(done) : when(holds, done)));`;

const typing = `
  ${painting}
  window.keystrokes = [];
  const field = document.getElementById("search");
  field.addEventListener("keydown", (event) => {
    const before = field.value;
    const shown = () => field.value !== before && document.querySelector("main [aria-busy=true]") === null;
    when(shown, () => window.keystrokes.push(performance.now() - event.timeStamp));
  }, true);`;

const toMatrix = `
  ${painting}
  const [place, done] = arguments;
  const start = performance.now();
  location.hash = place;
  when(() => document.querySelector("main table [data-chip]") !== null, () => done(performance.now() - start));`;

const jump = `
  ${painting}
  const [share, done] = arguments;
  const grid = document.querySelector("[role=grid]");
  const start = performance.now();
  grid.scrollTop = share * (grid.scrollHeight - grid.clientHeight);
  const full = () => {
    const box = grid.getBoundingClientRect();
    const places = [...grid.querySelectorAll(".place")].filter((place) => {
      const { top, bottom } = place.getBoundingClientRect();
      return bottom > box.top && top < box.bottom;
    });
    const height = places.reduce((sum, place) => sum + place.offsetHeight, 0);
    const blank = (place) => place.querySelector("[data-id], .group") === null;
    return height >= Math.min(grid.clientHeight - 60, grid.querySelector(".rows").offsetHeight) && !places.some(blank);
  };
  when(full, () => done({ time: performance.now() - start, rows: grid.querySelectorAll("[role=row]").length }));`;

const jumps = [0.5, 1, 0.25, 0.75, 0.1, 0.9, 0.33, 0.66, 0.05, 0.95, 0.5, 0.01, 0.42, 0.58, 0.87, 0];

function async(page, script, ...args) {
  return page.ask("POST", "/execute/async", { script, args });
}

async function keystrokes(page) {
  await page.press("Control+Shift+f");
  await page.until("the search", () => page.run("return document.activeElement?.id === 'search'"));
  await page.run(typing);
  let count = 0;
  for (const text of typed) {
    for (const key of text) {
      await page.type(key);
      count += 1;
      await page.until("the keystroke painted", () =>
        page.run("return window.keystrokes.length >= arguments[0]", count),
      );
    }
    await page.run(
      "const field = document.getElementById('search'); field.select(); document.execCommand('delete'); field.focus()",
    );
  }
  return page.run("return window.keystrokes");
}

/** Opens `program` with `portfolio`; returns milliseconds of keystrokes, of the matrix and of jumps, and the most rows in the page. */
export async function inWindow(program, portfolio, data) {
  const opened = await openWindow(program, {
    args: [portfolio, "backcast://portfolio"],
    env: { BACKCAST_DATA_DIR: data },
  });
  try {
    const { page } = opened;
    await page.until("the table", () =>
      page.run("return document.querySelectorAll('[role=grid] [data-id]').length > 5"),
    );
    // Nobody is there before the eye has found its way: what a window makes ready after its first picture is ready then.
    await pause(firstLook);
    const matrix = await async(page, toMatrix, "#/portfolio/active/matrix");
    await page.run("location.hash = '#/portfolio/active/table'");
    await page.until("the table", () =>
      page.run("return document.querySelectorAll('[role=grid] [data-id]').length > 5"),
    );
    const landed = [];
    for (const share of jumps) landed.push(await async(page, jump, share));
    return {
      matrix,
      jumps: landed.map(({ time }) => time),
      rows: Math.max(...landed.map(({ rows }) => rows)),
      keystrokes: await keystrokes(page),
    };
  } finally {
    await opened.close();
  }
}
