// The harness itself, on a window without the product: when this fails, look at the machine before the application.
import assert from "node:assert/strict";
import { test } from "node:test";
import { program } from "../../.ci/places.mjs";
import { openWindow } from "./driver/window.mjs";

test("a bare window paints its page, survives a kill and takes keys", async () => {
  const window = await openWindow(program("bare-window"));
  try {
    await window.kill();
    await window.startAgain();
    assert.equal(
      await window.page.run("return getComputedStyle(document.body).backgroundColor"),
      "rgb(27, 75, 114)",
    );
    await window.page.run(`
      document.body.style.background = "white";
      document.body.innerHTML = "<main><h1>Trial</h1><label>Name <input></label></main>"`);
    await (await window.page.get("textbox", "Name")).focus();
    await window.page.type("Grüße, 课题\u00a0ok");
    const field = await window.page.get("textbox", "Name");
    assert.equal(await field.value(), "Grüße, 课题\u00a0ok");
    await window.page.press("Control+a");
    await window.page.type("New");
    assert.equal(await field.value(), "New");
    assert.deepEqual(await window.page.accessibilityProblems(), []);
  } finally {
    await window.close();
  }
});

test("axe-core reports a field without a name, and a look by name does not find it", async () => {
  const window = await openWindow(program("bare-window"));
  try {
    await window.page.run("document.body.innerHTML = '<main><h1>Trial</h1><input></main>'");
    assert.match((await window.page.accessibilityProblems()).join("\n"), /^label: /m);
    assert.equal((await window.page.all("textbox", "Name")).length, 0);
    assert.equal((await window.page.all("textbox")).length, 1);
  } finally {
    await window.close();
  }
});
