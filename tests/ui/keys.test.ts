// Keys, as a person presses them: once a press, never while typing or composing, and off when they are switched off.
import { afterEach, expect, test, vi } from "vitest";
import { type Action, followKeys } from "$ui/shared/actions/registry.svelte";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  document.body.replaceChildren();
});

function follow(actions: Partial<Action>[], { single = true } = {}) {
  const whole = actions.map((one) => ({
    id: "x",
    menu: "go" as const,
    label: () => "x",
    blocked: () => null,
    run: vi.fn(),
    ...one,
  }));
  stops.push(
    followKeys(
      () => whole,
      () => single,
      () => true,
    ),
  );
  return whole.map(({ run }) => run);
}

function press(
  key: string,
  more: KeyboardEventInit = {},
  target: EventTarget = document.body,
): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

function field(tag: "input" | "textarea"): HTMLElement {
  const made = document.createElement(tag);
  document.body.append(made);
  return made;
}

test("one press of a chord runs its command once and nothing else hears it", () => {
  const [run] = follow([{ keys: ["Mod+p", "Mod+Alt+p"] }, { id: "y", keys: ["Mod+o"] }]);
  const event = press("p", { ctrlKey: true });
  expect(run).toHaveBeenCalledTimes(1);
  expect(event.defaultPrevented).toBe(true);
});

test("a blocked command does not run, and its chord still does not reach the web view", () => {
  const [run] = follow([{ keys: ["F5"], blocked: () => "No." }]);
  expect(press("F5").defaultPrevented).toBe(true);
  expect(run).not.toHaveBeenCalled();
});

test("a letter is a command outside fields, a letter inside, and nothing when it is switched off", () => {
  const [run] = follow([{ single: "c" }]);
  press("c");
  press("c", {}, field("input"));
  press("c", {}, field("textarea"));
  expect(run).toHaveBeenCalledTimes(1);
  stops.pop()?.();
  const [off] = follow([{ single: "c" }], { single: false });
  press("c");
  expect(off).not.toHaveBeenCalled();
});

test("keys that compose a character are nobody's", () => {
  const [chord, single] = follow([{ keys: ["Mod+Enter"] }, { id: "y", single: "d" }]);
  press("Enter", { ctrlKey: true, isComposing: true }, field("textarea"));
  press("d", { isComposing: true });
  expect(chord).not.toHaveBeenCalled();
  expect(single).not.toHaveBeenCalled();
});

test("digits are told by their place, so that they work where the row of digits types letters", () => {
  const [run] = follow([{ single: "3" }]);
  press('"', { code: "Digit3" });
  expect(run).toHaveBeenCalledTimes(1);
});

test("undo in a plain field is asked of the field and of nothing else", () => {
  const [run] = follow([{ id: "undo", menu: "edit", keys: ["Mod+z"] }]);
  const asked = vi.fn();
  Object.assign(document, { execCommand: asked });
  press("z", { ctrlKey: true }, field("input"));
  expect(asked).toHaveBeenCalledWith("undo");
  expect(run).not.toHaveBeenCalled();
  press("z", { ctrlKey: true });
  expect(run).toHaveBeenCalledTimes(1);
});
