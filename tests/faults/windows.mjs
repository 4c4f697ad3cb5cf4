// kill -9 of the window at any moment, while it keeps sparks and a document is written.
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { withBackcast } from "../e2e/driver/backcast.mjs";
import { backcast, chance, done } from "./programs.mjs";

/** Runs in a page: keeps sparks one after another; `window.kept` holds what was acknowledged. */
export const inTheWindow = `
  const [who, times] = arguments;
  window.kept = { said: [], over: false, failed: null };
  const call = (name, values) => window.__TAURI_INTERNALS__.invoke(name, values);
  (async () => {
    for (let at = 1; at <= times; at += 1) {
      const problem = who + ", spark " + at + ".";
      await call("keep_spark", { text: problem, customer: null });
      kept.said.push(problem);
    }
    kept.over = true;
  })().catch((error) => { kept.failed = JSON.stringify(error); kept.over = true; });
  return null;`;

async function written(page, sentence) {
  const editor = await page.get("textbox", "Document of P-001");
  await editor.focus();
  await page.press("Control+End");
  await page.type(sentence);
  // What was typed is stored half a second later at the latest; "Saved" stands there until that fails.
  await pause(2_000);
  await page.shows("Saved");
}

export const windowKills = {
  name: "kill -9 of the window",
  full: 100,
  short: 2,
  run: (times) =>
    withBackcast(async ({ folder, window }) => {
      const random = chance(13);
      const file = join(folder, "killed.backcast");
      await done(backcast(file, "init", file));
      await done(backcast(file, "spark", "Night nurses phone round."));
      await done(backcast(file, "stage", "P-001", "draft"));
      const opened = await window({ file });
      const acknowledged = ["Night nurses phone round."];
      const sentences = [];
      for (let time = 1; time <= times; time += 1) {
        const { page } = opened;
        await page.get("link", "Portfolio");
        // Every tenth time a person writes; what was shown as saved has to be there.
        if (time % 10 === 1) {
          await page.run("location.hash = '#/proposal/P-001/write'; return null");
          const sentence = `Sentence ${time} `;
          await written(page, sentence);
          sentences.push(sentence.trim());
        } else {
          await page.run(inTheWindow, `Time ${time}`, 100_000);
          await pause(random() * 400);
          acknowledged.push(...(await page.run("return kept.said")));
        }
        await opened.kill();
        await done(backcast(file, "check"));
        const { document } = JSON.parse(await done(backcast(file, "--json", "show", "P-001")));
        const lost = sentences.filter((sentence) => !document.includes(sentence));
        if (lost.length > 0) throw new Error(`shown as saved and lost: ${lost.join(", ")}`);
        await opened.startAgain();
      }
      const rows = JSON.parse(await done(backcast(file, "--json", "list", "--limit", "1000000")));
      const there = new Set(rows.map((row) => row.problem));
      const lost = acknowledged.slice(1).filter((problem) => !there.has(problem));
      if (lost.length > 0) throw new Error(`acknowledged and lost: ${lost.join(", ")}`);
      return `${times} kills: ${acknowledged.length + sentences.length} acknowledged sparks and sentences, none lost`;
    }),
};
