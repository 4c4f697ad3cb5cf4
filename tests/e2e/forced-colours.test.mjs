// Colours that a person has chosen for everything (Windows: Contrast themes). WebKitGTK cannot pretend them, so screens of
// the real window are taken down as they stand, markup and styles, and shown by Chromium, which can.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { outFolder, pageFolder } from "../../.ci/places.mjs";
import { backcast, withBackcast } from "./driver/backcast.mjs";
import { hasChromium, openChromium } from "./driver/chromium.mjs";
import { screens, visit } from "./driver/screens.mjs";

const size = { width: 1280, height: 800 };
const places = [
  "journal",
  "portfolio",
  "proposal/P-005/read",
  "launch/L-001",
  "decision/D-001",
  "insights",
  "settings",
];

/** The styles as they were written: WebKit forgets what it does not know. */
const styles = () =>
  readdirSync(join(pageFolder, "assets"))
    .filter((name) => name.endsWith(".css"))
    .map((name) =>
      readFileSync(join(pageFolder, "assets", name), "utf8").replace(/@font-face\s*\{[^}]*\}/g, ""),
    )
    .join("\n");

/** The screen as one file: its markup with every style written out, what is chosen and typed among it. */
const takenDown = `
  for (const field of document.querySelectorAll("input, select, textarea")) {
    if (field.checked) field.setAttribute("checked", "");
    for (const option of field.options ?? []) option.toggleAttribute("selected", option.selected);
  }
  const page = document.documentElement.cloneNode(true);
  for (const part of page.querySelectorAll("script, link, style")) part.remove();
  const style = page.querySelector("head").appendChild(document.createElement("style"));
  style.textContent = arguments[0];
  return "<!doctype html>" + page.outerHTML;`;

/** Words, marks and lines that cannot be told from what lies behind them, and how many were looked at. */
const lookedAt = `
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "Canvas";
  const canvas = getComputedStyle(probe).color;
  probe.remove();
  const shown = [...document.querySelectorAll("main *, nav *")].filter((one) => one.getClientRects().length > 0);
  const behind = (one) => {
    // Chromium lays canvas under words.
    if (!(one instanceof SVGElement) && getComputedStyle(one).forcedColorAdjust === "auto") return canvas;
    // A tick stands on the filled square before it.
    const ground = one instanceof SVGElement && one.previousElementSibling;
    if (ground && one.closest("span svg") && getComputedStyle(ground).fill !== "none") return getComputedStyle(ground).fill;
    for (let at = one; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/^rgba.*, 0\\)$|transparent/.test(backgroundColor)) return backgroundColor;
    }
    return canvas;
  };
  const inked = (one) => {
    const { color, fill, stroke } = getComputedStyle(one);
    if (one instanceof SVGElement) return one.matches("path, circle, line, text, polyline") ? [fill, stroke] : [];
    return [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "") ? [color] : [];
  };
  const looked = shown.map((one) => [one, inked(one).filter((ink) => ink !== "none")]).filter(([, inks]) => inks.length > 0);
  const lost = looked.filter(([one, inks]) => inks.every((ink) => ink === behind(one)));
  return { count: looked.length, canvas, lost: lost.map(([one]) => one.outerHTML.slice(0, 120)) };`;

test("in colours that a person chose, words, seals, charts, rings and the chosen row are all told apart", async (t) => {
  if (!(await hasChromium())) return t.skip("no Chromium with its driver on this machine");
  await withBackcast(async ({ folder, window }) => {
    const file = join(folder, "sample.backcast");
    await backcast("init", file, "--sample");
    const { page } = await window({ file, size });
    const pages = [];
    for (const place of places) {
      await visit(page, place, screens[place]);
      const path = join(folder, `${place.replaceAll("/", "-")}.html`);
      writeFileSync(path, await page.run(takenDown, styles()));
      pages.push([place, path]);
    }

    const browser = await openChromium(`--window-size=${size.width},${size.height}`);
    const album = join(outFolder, "screens/forced");
    mkdirSync(album, { recursive: true });
    try {
      for (const scheme of ["light", "dark"]) {
        await browser.pretend([
          { name: "forced-colors", value: "active" },
          { name: "prefers-color-scheme", value: scheme },
        ]);
        for (const [place, path] of pages) {
          const name = `${place} ${scheme}`;
          await browser.page.ask("POST", "/url", { url: pathToFileURL(path).href });
          assert.ok(await browser.page.run("return matchMedia('(forced-colors: active)').matches"), name);
          // Colours that fade in are not there at once.
          let [count, lost] = [0, []];
          const settled = async () => {
            ({ count, lost } = await browser.page.run(lookedAt));
            return lost.length === 0;
          };
          await browser.page.until(name, settled, 3000).catch(() => null);
          assert.ok(count > 20, `${name}: only ${count} looked at`);
          assert.deepEqual(lost, [], name);
          const ring = await browser.page.run(`
            const stop = document.querySelector("main a[href], main button:enabled");
            stop.focus({ focusVisible: true });
            const { outlineStyle, outlineColor } = getComputedStyle(stop);
            return outlineStyle === "none" ? "no ring" : outlineColor === getComputedStyle(document.body).backgroundColor ? "unseen" : "seen";`);
          assert.equal(ring, "seen", name);
          writeFileSync(join(album, `${place.replaceAll("/", "-")}-${scheme}.png`), await browser.page.png());
        }
      }
    } finally {
      await browser.close();
    }
  });
});
