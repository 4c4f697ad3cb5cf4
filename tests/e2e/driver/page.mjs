// The page in a window, by what a person perceives: roles, names, text, keys. Roles and names are computed by axe-core,
// so a control that assistive technology cannot name cannot be found here either. It starts and ends nothing.
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { chordActions, textActions } from "./keys.mjs";
import { DriverError } from "./wire.mjs";

const elementKey = "element-6066-11e4-a52e-4f735466cecf";
const axeSource = readFileSync(
  fileURLToPath(new URL("../../../node_modules/axe-core/axe.min.js", import.meta.url)),
  "utf8",
);

// Runs in the page. Names and roles need axe's own tree of the page, built anew for every look.
const lookForRole = `
  const [role, name, flags, scope] = arguments;
  const wanted = flags === null ? (text) => text === name : (text) => new RegExp(name, flags).test(text);
  const tidy = (text) => text.replace(/\\s+/g, " ").trim();
  axe.setup(document);
  try {
    const { aria, dom, text } = axe.commons;
    return [...(scope ?? document).querySelectorAll("*")].filter((element) => {
      const node = axe.utils.getNodeFromTree(element);
      if (!node || aria.getRole(node) !== role || !dom.isVisibleToScreenReaders(node)) return false;
      return name === null || wanted(tidy(text.accessibleTextVirtual(node)));
    });
  } finally {
    axe.teardown();
  }`;

// How often Tab is pressed from the focus to an element, about: which radio of a group is a stop is the web view's matter.
const stepsTo = `
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0'], [contenteditable='true']")]
    .filter((one) => !one.disabled && one.tabIndex >= 0 && one.getClientRects().length > 0)
    .filter((one) => one.type !== "radio" || one.checked || one === arguments[0]);
  const from = document.activeElement;
  const behind = (one) => from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  const to = stops.indexOf(arguments[0]);
  return to - stops.findIndex(behind) + 1;`;

// Why the focus cannot be seen; null when it can.
const faultOfFocus = `
  const one = document.activeElement;
  const ringed = [one, one.closest("label"), one.parentElement].filter(Boolean).some((part) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(part);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
  }) || getComputedStyle(one.closest(".cm-editor") ?? one).boxShadow !== "none";
  if (!ringed) return "has no ring";
  const box = one.getBoundingClientRect();
  if (box.bottom <= 0 || box.top >= innerHeight) return "is out of sight";
  const [x, y] = [box.left + Math.min(box.width, 40) / 2, Math.max(box.top, 0) + Math.min(box.height, 24) / 2];
  const above = document.elementFromPoint(x, y);
  return above === null || one.contains(above) || above.contains(one) || one.closest("label")?.contains(above) ? null : "lies under something";`;

const transient = new Set([
  "stale element reference",
  "no such element",
  "javascript error",
  "element not interactable",
  "element click intercepted",
]);

function patternOf(name) {
  if (name === undefined) return [null, null];
  return name instanceof RegExp ? [name.source, name.flags] : [name, null];
}

// The driver takes what a scrolled part of the page hides at its edge for something in sight, and clicks where something
// stood that is still on its way.
const bringToRest = `
  const [element, done] = arguments;
  element.scrollIntoView({ block: "nearest" });
  let before = null;
  const look = () => {
    const { x, y } = element.getBoundingClientRect();
    const now = [x, y].join(" ");
    if (now === before) done(null);
    else requestAnimationFrame(look);
    before = now;
  };
  look();`;

/** One element: act on it, or ask it. */
class Element {
  constructor(page, reference) {
    this.page = page;
    this.reference = reference;
    this.path = `/element/${reference[elementKey]}`;
  }

  async click() {
    await this.page.ask("POST", "/execute/async", { script: bringToRest, args: [this.reference] });
    await this.page.ask("POST", `${this.path}/click`, {});
  }

  /** Its text as shown, with runs of white space as one space. */
  async text() {
    return (await this.page.run("return arguments[0].innerText", this.reference)).replace(/\s+/g, " ").trim();
  }

  value() {
    return this.page.run("return arguments[0].value", this.reference);
  }

  attribute(name) {
    return this.page.run("return arguments[0].getAttribute(arguments[1])", this.reference, name);
  }

  /** Replaces the content of a field by typing. */
  async fill(text) {
    await this.focus();
    await this.page.press("Control+a");
    await this.page.press("Delete");
    await this.page.type(text);
  }

  focus() {
    return this.page.run("arguments[0].focus()", this.reference);
  }

  isFocused() {
    return this.page.run("return document.activeElement === arguments[0]", this.reference);
  }
}

export class Page {
  /** `ask(method, path, body)` talks to the session; `patience` is how long a look may take, in milliseconds. */
  constructor(ask, patience = 15_000) {
    this.ask = ask;
    this.patience = patience;
  }

  /** Runs a function body in the page; `arguments` holds `values`. */
  run(script, ...values) {
    return this.ask("POST", "/execute/sync", { script, args: values });
  }

  async #prepare() {
    if (!(await this.run("return 'axe' in window"))) await this.run(`${axeSource}; return null`);
  }

  /** Tries `look` until it returns something other than undefined or false; fails with `what` and the page's text. */
  async until(what, look, patience = this.patience) {
    const deadline = performance.now() + patience;
    for (;;) {
      const found = await this.#attempt(look);
      if (found !== undefined && found !== false) return found;
      if (performance.now() > deadline) {
        throw new Error(`${what}: not within ${patience} ms. The page shows:\n${await this.text()}`);
      }
      await pause(50);
    }
  }

  async #attempt(look) {
    try {
      return await look();
    } catch (error) {
      if (error instanceof DriverError && transient.has(error.code)) return undefined;
      throw error;
    }
  }

  /** Every perceivable element with `role` and, when given, `name` (exact text or a pattern), inside `within` when given. */
  async all(role, name, within) {
    await this.#prepare();
    const found = await this.run(lookForRole, role, ...patternOf(name), within?.reference ?? null);
    return found.map((reference) => new Element(this, reference));
  }

  /** The one element with `role` and `name`; waits for it, and while there are several. */
  get(role, name, within) {
    return this.until(`exactly one ${role} ${name ?? ""}`, async () => {
      const found = await this.all(role, name, within);
      return found.length === 1 && found[0];
    });
  }

  /** Waits until no element has `role` and `name`. */
  gone(role, name, within) {
    return this.until(
      `no ${role} ${name ?? ""}`,
      async () => (await this.all(role, name, within)).length === 0,
    );
  }

  /** Clicks the one element with `role` and `name` once it can be pressed, again when it moved meanwhile. */
  click(role, name, within) {
    return this.until(`a click on ${role} ${name ?? ""}`, async () => {
      const element = await this.get(role, name, within);
      // A click on what cannot be pressed yet would be lost.
      if (await this.run("return arguments[0].disabled === true", element.reference)) return false;
      await element.click();
      return true;
    });
  }

  /** The element that has the focus, as {role, name}. */
  async focused() {
    await this.#prepare();
    return this.run(`
      axe.setup(document);
      try {
        const node = axe.utils.getNodeFromTree(document.activeElement);
        return { role: axe.commons.aria.getRole(node), name: axe.commons.text.accessibleTextVirtual(node).trim() };
      } finally {
        axe.teardown();
      }`);
  }

  /** The text of the page as shown. */
  text() {
    return this.run("return document.body.innerText");
  }

  /** Waits until the page shows `wanted` (text or a pattern). */
  shows(wanted) {
    const fits = wanted instanceof RegExp ? (text) => wanted.test(text) : (text) => text.includes(wanted);
    return this.until(`the text ${wanted}`, async () => fits(await this.text()));
  }

  async #keys(actions) {
    await this.ask("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
    await this.ask("DELETE", "/actions");
  }

  /** Presses a chord such as "Control+k" or "Escape" where the focus is. */
  press(chord) {
    return this.#keys(chordActions(chord));
  }

  /**
   * Moves the focus to the one element with `role` and `name` by Tab alone, and fails when it cannot be seen there:
   * no ring, or under something else.
   */
  async tabTo(role, name, within) {
    const wanted = await this.get(role, name, within);
    const steps = await this.run(stepsTo, wanted.reference);
    if (steps > 1) await this.#keys(Array.from({ length: steps - 1 }, () => chordActions("Tab")).flat());
    for (let step = 0; !(await wanted.isFocused()); step += 1) {
      if (step === 60) throw new Error(`Tab does not come to ${role} ${name}`);
      await this.press("Tab");
    }
    const fault = await this.until("a ring in sight", async () => {
      const found = await this.run(faultOfFocus);
      return found === null ? "none" : undefined;
    }).catch(() => this.run(faultOfFocus));
    if (fault !== "none") throw new Error(`${role} ${name} has the focus, and ${fault}`);
    return wanted;
  }

  /** Types `text` where the focus is. */
  type(text) {
    return this.#keys(textActions(text));
  }

  /** What axe-core finds wrong with the page, as readable lines; empty when nothing. */
  async accessibilityProblems() {
    await this.#prepare();
    const violations = await this.ask("POST", "/execute/async", {
      script: `
        const done = arguments[arguments.length - 1];
        axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => done(violations), (error) => done(String(error)));`,
      args: [],
    });
    if (!Array.isArray(violations)) throw new Error(`axe-core failed: ${violations}`);
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}\n  ${target.join(" ")}\n  ${failureSummary}`),
    );
  }

  /** Waits until what the page holds now is on the glass: one frame to lay it out, the next to show it. */
  async painted() {
    await this.ask("POST", "/execute/async", {
      script:
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50, null)))",
      args: [],
    });
  }

  /** The page as the bytes of a PNG file. */
  async png() {
    return Buffer.from(await this.ask("GET", "/screenshot"), "base64");
  }
}
