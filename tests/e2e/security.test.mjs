// What somebody's text, or a page gone wrong, must not be able to do.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { test } from "node:test";
import { backcast, withBackcast } from "./driver/backcast.mjs";
import { payloads, titles } from "./payloads.mjs";

const leaving = `
  window.refused = [];
  addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
  const frame = document.createElement("iframe");
  frame.src = "https://example.invalid/";
  document.body.append(frame);
  const image = new Image();
  image.src = "https://example.invalid/spy.png";
  fetch("https://example.invalid/").then(() => refused.push("FETCHED"), () => refused.push("fetch"));
  try { (0, eval)("1"); refused.push("EVALUATED"); } catch { refused.push("eval"); }
  window.opened = window.open("https://example.invalid/");
  location.href = "https://example.invalid/";
  return null;`;

const forbidden = [
  ["plugin:store|load", { path: "preferences.json" }],
  ["plugin:opener|open_url", { url: "https://example.invalid/" }],
  ["plugin:opener|open_path", { path: "/etc/passwd" }],
  ["plugin:dialog|open", { options: {} }],
  ["plugin:window|close", { label: "main" }],
  ["plugin:webview|create_webview_window", { options: { label: "other", url: "https://example.invalid/" } }],
  ["plugin:window|set_title", { label: "main", value: "x" }],
  ["plugin:event|emit", { event: "data-changed", payload: [] }],
  ["plugin:fs|read_text_file", { path: "/etc/passwd" }],
  ["plugin:shell|execute", { program: "sh" }],
];

const call = `
  window.answers = [];
  for (const [name, values] of arguments[0]) {
    window.__TAURI_INTERNALS__.invoke(name, values).then(
      () => answers.push([name, "ALLOWED"]),
      (error) => answers.push([name, String(error)]),
    );
  }
  return null;`;

test("the page cannot leave, open frames or windows, reach the network, or call what it may not", async () => {
  await withBackcast(async ({ folder, window }) => {
    const file = join(folder, "sample.backcast");
    await backcast("init", file, "--sample");
    const { page } = await window({ file });
    await page.get("heading", "The journal");
    const before = await page.run("return location.origin");

    await page.run(leaving);
    await pause(1_500);
    assert.equal(await page.run("return location.origin"), before);
    await page.get("heading", "The journal");
    assert.equal(await page.run("return window.opened"), null);
    const refused = await page.run("return window.refused");
    for (const what of ["frame-src", "img-src", "connect-src", "fetch", "eval"]) {
      assert.ok(refused.includes(what), `${what} among ${refused}`);
    }

    await page.run(call, forbidden);
    const answers = await page.until("every call answered", async () => {
      const given = await page.run("return window.answers");
      return given.length === forbidden.length && given;
    });
    for (const [name, answer] of answers) assert.match(answer, /not allowed|not found|denied/i, name);
  });
});

test("script in titles and in two hundred places of documents does not run and requests nothing", async () => {
  await withBackcast(async ({ folder, window }) => {
    const file = join(folder, "hostile.backcast");
    await backcast("init", file);
    const whole = join(folder, "whole.md");
    writeFileSync(whole, `# Whole\n\n## Problem\n\nOne.\n\n${payloads.join("\n\n")}\n`);
    const named = titles.map((title, at) => {
      const path = join(folder, `title-${at}.md`);
      writeFileSync(path, `# ${title}\n\n## Customer\n\n${title}\n\n## Problem\n\n${title}\n`);
      return path;
    });
    await backcast("-p", file, "import", whole, ...named);
    const { page } = await window({ file });
    await page.get("heading", "The journal");
    const quiet = async (where) => {
      assert.equal(await page.run("return window.ran ?? null"), null, where);
      const asked = await page.run(
        "return performance.getEntriesByType('resource').map((one) => one.name).filter((name) => name.includes('example.invalid'))",
      );
      assert.deepEqual(asked, [], where);
      const live =
        "script:not([src^='/']):not([src^='tauri']), iframe, object, embed, [onerror], [onload], a[href^='javascript']";
      assert.equal(
        await page.run(`return document.querySelectorAll("main " + ${JSON.stringify(live)}).length`),
        0,
        where,
      );
    };
    await page.run("location.hash = '#/portfolio'; return null");
    await page.get("heading", "Portfolio");
    await page.painted();
    await quiet("the list");
    for (const tab of ["read", "write", "history"]) {
      await page.run("location.hash = `#/proposal/P-001/${arguments[0]}`; return null", tab);
      await page.get("heading", /^P-001/);
      await page.painted();
      await pause(300);
      await quiet(tab);
    }
  });
});
