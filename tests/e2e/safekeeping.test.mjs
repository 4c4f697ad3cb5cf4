// Backups in Settings, and the ways out of a damaged file: in the real window.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, renameSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { backcast, backcastJson, withBackcast } from "./driver/backcast.mjs";

const sizes = [
  { width: 1280, height: 800 },
  { width: 720, height: 520 },
];

async function atRest(opened, name) {
  await opened.page.painted();
  opened.picture(name);
  assert.deepEqual(await opened.page.accessibilityProblems(), [], name);
}

test("a backup is made, compared and put back from Settings", async () => {
  await withBackcast(async ({ folder, window }) => {
    const file = join(folder, "plans.backcast");
    await backcast("init", file);
    await backcast("-p", file, "spark", "Night nurses phone round.");
    const opened = await window({ file, size: sizes[0] });
    const { page } = opened;
    await page.run("location.hash = '#/settings'");
    await page.click("button", "Back up now");
    await page.shows("Backed up 1 proposals. The copy opens.");
    await page.shows("Not checked yet.");
    await page.click("button", "Check again");
    await page.shows("All is as it was stored");
    await page.run("location.reload()");
    await page.shows(/Checked .*: all as it was stored/);
    // Another program writes meanwhile; the comparison sees it.
    await backcast("-p", file, "spark", "A second one.");
    await page.click("button", "Compare");
    await page.shows("2 proposals here, 1 in the backup.");
    await page.shows("A second one.");
    await (await page.get("heading", "Backups")).focus();
    await page.run("document.querySelector('.found').scrollIntoView({ block: 'end' })");
    await atRest(opened, "backups-1280");
    await page.click("button", "Restore…");
    await page.shows("This replaces 2 proposals with 1 from");
    assert.deepEqual((await page.focused()).name, "Cancel");
    opened.picture("restore-1280");
    await page.click("button", "Restore this backup");
    await page.shows("Restored 1 proposals.");
    assert.equal((await backcastJson("-p", file, "list")).length, 1);
    const kept = readdirSync(join(folder, "Backups")).filter((name) => name.startsWith("plans."));
    assert.ok(
      kept.some((name) => name.includes("before-restore")),
      kept.join(),
    );
  });
});

for (const size of sizes) {
  test(`a damaged file is shown with what is safe to do, at ${size.width}×${size.height}`, async () => {
    await withBackcast(async ({ folder, window }) => {
      const file = join(folder, "plans.backcast");
      await backcast("init", file, "--sample");
      await backcast("-p", file, "backup");
      truncateSync(file, statSync(file).size - 4096);
      const damaged = readFileSync(file);
      const opened = await window({ file, size });
      const { page } = opened;
      await page.get("heading", "This portfolio could not be opened");
      await page.get("button", "Put the newest good backup in its place");
      await atRest(opened, `damaged-${size.width}`);
      await page.click("button", "Read what can be read into a new file");
      await page.shows(/proposals were read into/);
      await atRest(opened, `salvaged-${size.width}`);
      assert.deepEqual(readFileSync(file), damaged, "its bytes are as they were");
      await page.click("button", "Put the newest good backup in its place");
      await page.get("heading", /The journal|Portfolio/);
      const aside = readdirSync(folder).find((name) => name.includes(".damaged-"));
      assert.deepEqual(readFileSync(join(folder, aside)), damaged, "and it is kept");
    });
  });
}

test("a file that is moved away while open is said to be gone, and nothing is lost", async () => {
  await withBackcast(async ({ folder, window }) => {
    const file = join(folder, "plans.backcast");
    await backcast("init", file);
    await backcast("-p", file, "spark", "Night nurses phone round.");
    const opened = await window({ file, size: sizes[1] });
    const { page } = opened;
    await page.get("heading", "The journal");
    renameSync(file, join(folder, "elsewhere.backcast"));
    await page.shows("was moved or deleted while it was open");
    await page.get("button", "Save a copy…");
    await atRest(opened, "vanished-720");
    writeFileSync(file, "someone else's");
    await page.shows("Another file took the place of");
    await page.get("button", "Open what is there now");
    await atRest(opened, "replaced-720");
    renameSync(join(folder, "elsewhere.backcast"), file);
    await page.gone("button", "Save a copy…");
    assert.equal((await backcastJson("-p", file, "list")).length, 1);
  });
});

test("a proposal is shown as pages before it is printed, and everything can be exported", async () => {
  await withBackcast(async ({ folder, window }) => {
    const file = join(folder, "plans.backcast");
    await backcast("init", file, "--sample");
    const opened = await window({ file, size: sizes[0] });
    const { page } = opened;
    await page.run("location.hash = '#/proposal/P-005/read'");
    await page.get("heading", /P-005/);
    await page.press("Control+p");
    await page.get("heading", "Print P-005");
    await page.shows(/\d pages\./);
    await page.shows("A read-ahead holds no scores.");
    await atRest(opened, "print-1280");
    await page.press("Escape");
    await page.run("location.hash = '#/settings'");
    await page.click("button", "Export…");
    await page.get("heading", "Export");
    await atRest(opened, "export-1280");
  });
});
