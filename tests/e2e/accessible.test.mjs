// What WebKitGTK tells a screen reader, which is not always what the markup says: roles, names, live regions.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { accessibleNodes, assistive } from "./driver/assistive.mjs";
import { backcast, withBackcast } from "./driver/backcast.mjs";
import { visit } from "./driver/screens.mjs";

test("a screen reader is told roles, names and live regions of the main screens", async () => {
  await withBackcast(async ({ folder, window }) => {
    const sample = join(folder, "sample.backcast");
    await backcast("init", sample, "--sample");
    const opened = await window({ file: sample, env: assistive });
    const { page } = opened;
    await page.get("heading", "The journal");
    const told = async (what, wanted) => {
      const nodes = await page.until(
        what,
        async () => {
          const all = await accessibleNodes(opened.env);
          const lacks = wanted.filter(
            ([role, name]) => !all.some((one) => one.role === role && name.test(one.name)),
          );
          return lacks.length === 0 && all;
        },
        60_000,
      );
      // Whatever can be operated has a name.
      const operated = new Set(["button", "link", "textbox", "checkbox", "radio", "combobox", "grid"]);
      assert.deepEqual(
        nodes.filter(({ role, name }) => operated.has(role) && name.trim() === ""),
        [],
        what,
      );
      assert.equal(nodes.filter(({ role, level }) => role === "heading" && level === "1").length, 1, what);
      return nodes;
    };

    const journal = await told("the journal", [
      ["navigation", /^Areas$/],
      ["main", /^$/],
      ["heading", /^The journal$/],
      ["textbox", /^What is the problem, and who has it\?$/],
      ["link", /^Journal 1 need you$/],
      ["region", /weekly ten minutes/i],
    ]);
    assert.ok(
      journal.filter(({ role }) => role === "list").length >= 3,
      "lists without marks are still lists",
    );
    assert.ok(
      journal.some(({ role, live }) => role === "status" || live === "polite"),
      "what is done is spoken",
    );

    await visit(page, "proposal/P-005/score", /P-005/);
    await page.click("button", "Score it");
    await page.get("radio", /Present/);
    await told("the score panel", [
      ["radio", /3 ?Present/],
      ["textbox", /^Why\?/],
      ["button", /^Record$/],
      ["link", /^Learn the why$/],
    ]);

    await visit(page, "portfolio", "Portfolio");
    await told("the portfolio", [
      ["grid", /^Proposals$/],
      ["columnheader", /^/],
      ["gridcell", /^not selected$/],
      ["combobox", /^Filter$/],
      ["button", /^Table$/],
    ]);
  });
});
