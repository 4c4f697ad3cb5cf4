// Every screen with the sample portfolio: perceivable by everyone, in both themes, never wider than the window.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { backcast, withBackcast } from "./driver/backcast.mjs";
import { screens, setTheme, sizes, visit } from "./driver/screens.mjs";

for (const size of sizes) {
  test(`every screen can be used by everyone at ${size.width}×${size.height}`, async () => {
    await withBackcast(async ({ folder, window }) => {
      const sample = join(folder, "sample.backcast");
      await backcast("init", sample, "--sample");
      const opened = await window({ file: sample, size });
      const { page } = opened;
      for (const theme of ["light", "dark"]) {
        await setTheme(page, theme);
        for (const [place, heading] of Object.entries(screens)) {
          await visit(page, place, heading);
          const name = `${place.replaceAll("/", "-")}-${theme}-${size.width}`;
          opened.picture(name);
          assert.deepEqual(await page.accessibilityProblems(), [], name);
          const [wide, room] = await page.run(
            "const main = document.querySelector('main'); return [main.scrollWidth, main.clientWidth]",
          );
          assert.ok(wide <= room, `${name} is ${wide} px wide in ${room} px`);
        }
      }
    });
  });
}

test("the first screen, and the one for a file that cannot be opened, can be used by everyone", async () => {
  await withBackcast(async ({ folder, window }) => {
    const opened = await window({ size: sizes[1] });
    await opened.page.get("heading", "Start with the problem");
    await opened.page.painted();
    opened.picture("welcome-720");
    assert.deepEqual(await opened.page.accessibilityProblems(), []);

    const letter = join(folder, "letter.backcast");
    writeFileSync(letter, "Dear Sir or Madam,\n".repeat(100));
    const other = await window({ file: letter });
    await other.page.get("heading", "This portfolio could not be opened");
    await other.page.shows("is not a Backcast portfolio");
    await other.page.painted();
    other.picture("trouble-1280");
    assert.deepEqual(await other.page.accessibilityProblems(), []);
    await other.page.click("button", "Back to the start");
    await other.page.get("heading", "Start with the problem");
    assert.equal(readFileSync(letter, "utf8"), "Dear Sir or Madam,\n".repeat(100));
  });
});
