// Notes stand level with their paragraphs and never on each other; the outline's labels and the folded release.
import { expect, test } from "vitest";
import type { Note, Outline } from "$ui/ipc/bindings";
import { placed } from "$ui/features/proposals/placed";
import { emptyRelease, labelsOf } from "$ui/features/proposals/writing.svelte";
import { settle } from "$ui/shared/editor/settle";

test("a note stands where its paragraph is, and the next below it when there is no room", () => {
  expect(settle([0, 20, 300], [50, 50, 50], null)).toEqual([0, 62, 300]);
});

test("the note that is looked at stands exactly level, and those above give way", () => {
  expect(settle([120, 130, 140], [50, 50, 50], 2)).toEqual([16, 78, 140]);
});

test("no note stands above the head of the margin", () => {
  expect(settle([10, 20], [50, 50], 1, 40)).toEqual([40, 102]);
});

test("two finds of one rule in one paragraph are two notes, though they are dismissed as one", () => {
  const note = (key: string, start: number) => ({ key, start }) as Note;
  const places = placed([note("W20-a", 9), note("W07-a", 4), note("W20-a", 2)]).map(({ place }) => place);
  expect(places).toEqual(["W20-a/0", "W07-a/0", "W20-a/1"]);
});

const nothing: Outline = {
  headline: null,
  subheading: null,
  dateline: null,
  customer: null,
  problem: null,
  solution: null,
  leader_quote: null,
  customer_quote: null,
  external_faq: [],
  internal_faq: [],
  faq: [],
  aim: null,
  evidence: null,
  getting_started: null,
  call_to_action: null,
  appendix: null,
  topics: { components: null, finances: null, hurdles: null },
  title: null,
  sections: [],
};
const section = (kind: Outline["sections"][number]["kind"], start: number, end: number, filled = false) => ({
  kind,
  title: kind,
  level: 2,
  start,
  end,
  filled,
});

test("a part that no heading names is labelled, one under its heading is not", () => {
  const problem = { text: "Nobody answers.", start: 20, end: 35 };
  expect(labelsOf({ ...nothing, problem })).toEqual([{ start: 20, text: "Problem" }]);
  expect(labelsOf({ ...nothing, problem, sections: [section("problem", 5, 36, true)] })).toEqual([]);
});

test("an empty release is folded until customer and problem are there; words are never folded", () => {
  const sections = [
    section("problem", 0, 10),
    section("solution", 10, 20),
    section("customer-quote", 20, 30),
  ];
  const part = { text: "x", start: 0, end: 1 };
  expect(emptyRelease({ ...nothing, sections })).toEqual({ start: 10, end: 30 });
  expect(emptyRelease({ ...nothing, sections, customer: part, problem: part })).toBeNull();
  const written = sections.map((one) => ({ ...one, filled: one.kind === "solution" }));
  expect(emptyRelease({ ...nothing, sections: written })).toBeNull();
});
