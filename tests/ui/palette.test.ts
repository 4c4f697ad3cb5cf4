// In which order the palette shows commands, and which keys they have.
import { expect, test } from "vitest";
import { ranked, rankOf } from "$ui/shared/actions/ranking";
import { type Action, withKeys } from "$ui/shared/actions/registry.svelte";

const named = (...labels: string[]) => labels.map((id) => ({ id }));
const order = (of: { id: string }[], typed: string, recent: string[] = []) =>
  ranked(of, (one) => one.id, typed, recent).map((one) => one.id);

test("the beginning comes before the beginning of a word, and that before letters in order", () => {
  const labels = named("Dark theme", "Set the mark", "Mark ready", "Command palette for a red key", "Remark");
  const fuzzy = "Command palette for a red key";
  expect(order(labels, "mark")).toEqual(["Mark ready", "Set the mark", "Remark", fuzzy]);
  expect(rankOf("Mark ready", "mrdy")).toBe(4);
  expect(rankOf("Mark ready", "xyz")).toBeNull();
  expect(rankOf("Move to Ready", "mo re")).toBe(2);
});

test("among equals the one used last comes first", () => {
  const labels = named("Go to Journal", "Go to Lessons", "Go to Launches");
  expect(order(labels, "go", ["Go to Launches"])).toEqual([
    "Go to Launches",
    "Go to Journal",
    "Go to Lessons",
  ]);
  expect(order(labels, "")).toEqual(["Go to Journal", "Go to Lessons", "Go to Launches"]);
});

const action = (id: string, more: Partial<Action>): Action => ({
  id,
  menu: "view",
  label: () => id,
  blocked: () => null,
  run: () => undefined,
  ...more,
});

test("a chord moved to one action is taken from the one that had it, and an action may have none", () => {
  const actions = [
    action("one", { keys: ["Mod+k", "F9"] }),
    action("two", { single: "x" }),
    action("three", { keys: ["F6"] }),
  ];
  const [one, two, three] = withKeys(actions, { two: "Mod+k", three: "" });
  expect(one?.keys).toEqual(["F9"]);
  expect(two?.keys).toEqual(["Mod+k"]);
  expect(two?.single).toBeUndefined();
  expect(three?.keys).toBeUndefined();
});
