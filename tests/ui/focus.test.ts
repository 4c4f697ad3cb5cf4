// The focus of a screen that comes up: its heading's, unless something was wished for.
import { beforeEach, expect, test, vi } from "vitest";
import { focusScreen, focusSoon } from "$ui/shared/focus";

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<h1 tabindex="-1">The journal</h1><input id="capture">';
  dispatchEvent(new KeyboardEvent("keydown", { key: "Shift" }));
});

const heading = () => document.querySelector("h1") ?? undefined;

test("what was wished for has the focus however late the screen comes", () => {
  focusSoon("capture");
  vi.advanceTimersByTime(1000);
  focusScreen(heading());
  expect(document.activeElement?.id).toBe("capture");
});

test("a wish ends with the next key, and a screen without one begins at its heading", () => {
  focusSoon("capture");
  dispatchEvent(new KeyboardEvent("keydown", { key: "j" }));
  focusScreen(heading());
  expect(document.activeElement?.tagName).toBe("H1");
});
