// Seals are told apart by more than colour, and a person who cannot see them hears them.
import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import Seals from "$ui/shared/marks/Seals.svelte";

test("each seal says its criterion and level, don't know apart from nothing there and from not scored", () => {
  render(Seals, { seals: { big: 3, should: "?", plan: null } });
  expect(screen.getAllByRole("img").map((mark) => mark.getAttribute("aria-label"))).toEqual([
    "Big idea: 3, Present",
    "Should we: ?, Don't know",
    "Plan to succeed: not scored",
  ]);
});

test("present, partly, absent, unknown and unscored are five drawings", () => {
  const drawn = ([4, 2, 0, "?", null] as const).map((level) => {
    const { container, unmount } = render(Seals, { seals: { big: level, should: null, plan: null } });
    const drawing = container.querySelector("svg")?.innerHTML.replace(/<!--.*?-->/g, "");
    unmount();
    return drawing;
  });
  expect(new Set(drawn).size).toBe(5);
});
