// From a problem to a verdict in the real window, killed on the way. What was shown as saved is there afterwards.
import assert from "node:assert/strict";
import { test } from "node:test";
import { backcastJson, withBackcast } from "./driver/backcast.mjs";

const problem = "Night nurses at small clinics cannot hand back a shift after 6 pm, on 3 nights in 10.";
const text = `# Nurses get their evenings back

## Customer

Night nurses at clinics with fewer than 30 beds.

## Problem

${problem}

## Evidence

- Rosters of 9 clinics in March: 32 % of released nights unfilled.

## Solution

A board that offers a released night to those who may take it.

## Internal FAQ

### Which internal components are needed?

The roster and the pager gateway.

### What are the finances?

Two people for eight weeks.

### What is the hardest technical hurdle?

Pagers that do not answer; tried on one ward.
`;

// Weeks of a measure: 30 before the launch around 32, then `after` around 9.
function series(launch, after) {
  const noise = [0, 1, -1, 2, -2, 1, 0, -1];
  return Array.from({ length: 30 + after }, (_, at) => {
    const day = new Date(Date.parse(launch) + ((at - 30) * 7 + 1) * 86_400_000).toISOString().slice(0, 10);
    return `${day},${(at < 30 ? 32 : 9) + noise[at % noise.length]}`;
  }).join("\n");
}

async function set(page, role, name, value) {
  const field = await page.get(role, name);
  await page.run(
    `const [field, value] = arguments;
     Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, value);
     field.dispatchEvent(new Event("input", { bubbles: true }));
     field.dispatchEvent(new Event("change", { bubbles: true }));`,
    field.reference,
    value,
  );
}

async function killAndReturn(opened, place) {
  await opened.kill();
  await opened.startAgain();
  await opened.page.get("link", "Portfolio");
  await opened.page.run("location.hash = '#/' + arguments[0]", place);
  return opened.page;
}

test("a problem becomes a verdict, and kills on the way lose nothing", async () => {
  await withBackcast(async ({ portfolio, window }) => {
    const opened = await window();
    let { page } = opened;
    const stored = (...args) => backcastJson("-p", portfolio, ...args);

    // A spark, on the first screen, by keyboard.
    await page.get("heading", "Start with the problem");
    await page.type(problem);
    await page.press("Enter");
    await page.get("heading", "The journal");
    await page.shows(problem);
    assert.deepEqual(await page.accessibilityProblems(), []);
    page = await killAndReturn(opened, "journal");
    await page.shows(problem);
    await page.click("button", "Make it a proposal");

    // The document, written until the window says it is saved; then the power goes.
    const editor = await page.get("textbox", "Document of P-001");
    await editor.focus();
    await page.press("Control+a");
    await page.press("Delete");
    await page.until("an empty document", async () => (await editor.text()) === "");
    for (const line of text.split("\n")) {
      await page.type(line);
      await page.press("Enter");
      // The editor continues lists by itself.
      if (line.startsWith("- ")) await page.press("Enter");
    }
    await page.shows("Saved");
    await page.until(
      "the last words stored",
      async () => (await stored("show", "P-001")).document?.includes("tried on one ward") ?? false,
    );
    page = await killAndReturn(opened, "proposal/P-001");
    await page.shows("tried on one ward");

    // How we will know.
    await page.click("button", "Add a measure");
    await set(page, "textbox", "What is counted", "Unfilled nights");
    await set(page, "textbox", "Unit", "%");
    await set(page, "textbox", "Baseline", "32");
    await set(page, "textbox", "Target", "10");
    await page.run(
      "document.querySelector('form input[type=date]').value = '2027-03-30'; document.querySelector('form input[type=date]').dispatchEvent(new Event('input', { bubbles: true }))",
    );
    await page.click("button", "Add");
    await page.get("button", "Remove Unfilled nights");
    await page.click("button", "Mark ready");
    await page.get("heading", /P-001 · Ready/);

    // Three scores, one at a time, by keyboard; the gate is AND.
    await page.click("link", "Score");
    await page.click("button", "Score it");
    for (const level of ["3", "4", "2"]) {
      await page.until(`level ${level} chosen`, async () => {
        await page.press(level);
        return page.run(
          "return document.querySelector(`input[name=level][value='${arguments[0]}']`).checked",
          level,
        );
      });
      await set(page, "textbox", /^Why\?/, `Because of ${level}.`);
      await page.click("button", "Record");
      await page.until(
        "the next question",
        async () => (await page.run("return document.querySelector('input[name=level]:checked')")) === null,
      );
    }
    await page.shows("Held back by: Plan to succeed.");
    assert.deepEqual((await stored("list"))[0].held_back_by, ["plan"]);
    await page.click("link", "Decide");
    await page.until("approval closed", () =>
      page.run("return document.querySelector('input[value=approve]')?.disabled === true"),
    );
    await stored("score", "P-001", "plan=3", "--why", "plan=The hurdle was tried.");

    // The decision: the window followed the command line, and prints.
    await page.until("approval open", () =>
      page.run("return document.querySelector('input[value=approve]')?.disabled === false"),
    );
    await page.click("radio", /^Approve(?! as)/);
    await set(page, "textbox", /^Why, so the author/, "All three are there.");
    await set(page, "textbox", /^Forecast/, "70");
    await page.click("button", "Print the decision");
    const dialog = await page.get("alertdialog", /Print the decision/);
    assert.equal((await page.focused()).name, "Cancel");
    await page.click("button", "Print the decision", dialog);
    await page.get("heading", "Decision D-001");
    page = await killAndReturn(opened, "decision/D-001");
    await page.shows("All three are there.");
    assert.deepEqual(await page.accessibilityProblems(), []);

    // Launched, measured, judged, closed.
    await page.click("link", "P-001");
    const launch = "2026-06-02";
    await page.until("the launch asked for", () =>
      page.run("return document.getElementById('launch-on') !== null"),
    );
    await page.run(
      "const field = document.getElementById('launch-on'); field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }))",
      launch,
    );
    await page.click("button", "Launch");
    await page.get("heading", "L-001");
    await set(page, "textbox", /^Values of Unfilled nights/, series(launch, 20));
    await page.click("button", "Record values");
    await page.shows("50 values recorded.");
    await page.shows("launch");
    page = await killAndReturn(opened, "launch/L-001");
    await page.shows(/Solved[\s\S]*before the due date/i);
    const [evidence] = await stored("evidence", "L-001");
    assert.equal(evidence.evidence, "solved");
    await page.click("link", /^Hold the retro/);
    await page.click("button", "Begin the retro");
    await page.get("textbox", "What else could explain this?");
    await page.click("link", "2 Verdict");
    await page.click("radio", "Partly solved");
    await set(page, "textbox", "Why", "Nights are filled; calls after midnight remain.");
    // Without another explanation nothing can be closed.
    await page.shows("Say what else could explain this first.");
    assert.equal(
      await page.run(
        "return arguments[0].disabled",
        (await page.get("button", "Give the verdict and close")).reference,
      ),
      true,
    );
    await set(page, "textbox", "What else could explain this?", "A new agency started in June.");
    await page.click("button", "Give the verdict and close");
    await page.click("button", "Close the launch", await page.get("alertdialog", /Close the launch/));
    await page.shows("A new agency started in June.");
    page = await killAndReturn(opened, "retro/L-001/verdict");
    await page.shows("A new agency started in June.");
    assert.deepEqual(await page.accessibilityProblems(), []);
    assert.equal((await stored("check")).ok, true);
  });
});
