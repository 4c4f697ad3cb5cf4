// Going through the inbox by keys.
import { fireEvent } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import { Triage } from "$ui/features/journal/triage.svelte";
import type { ProposalLine } from "$ui/ipc/bindings";
import { type Action, followKeys, offer, offered } from "$ui/shared/actions/registry.svelte";

const sparks = (...ids: string[]) => ids.map((id) => ({ id }) as ProposalLine);

test("moving stays within the inbox", () => {
  const triage = new Triage(() => sparks("P-1", "P-2"));
  triage.move(-1);
  expect(triage.spark?.id).toBe("P-1");
  triage.move(1);
  triage.move(1);
  expect(triage.spark?.id).toBe("P-2");
});

test("when a spark is answered the next one takes its place, and nothing is asked about it", () => {
  let rows = sparks("P-1", "P-2", "P-3");
  const triage = new Triage(() => rows);
  triage.move(1);
  triage.ask("decline");
  rows = sparks("P-1", "P-3");
  expect(triage.spark?.id).toBe("P-3");
  triage.move(-1);
  expect(triage.asked).toBeNull();
});

test("about an empty inbox nothing is asked", () => {
  const triage = new Triage(() => []);
  triage.ask("merge");
  expect(triage.asked).toBeNull();
});

test("a screen's keys work while it is shown, digits by their place and capitals by their Shift", async () => {
  const ran = vi.fn<(id: string) => void>();
  const action = (id: string, single: string): Action => ({
    id,
    menu: "go",
    label: () => id,
    single,
    blocked: () => null,
    run: () => {
      ran(id);
    },
  });
  const takeBack = offer(() => [action("one", "1"), action("next", "n"), action("before", "shift+n")]);
  const stop = followKeys(
    offered,
    () => true,
    () => true,
  );
  // On a French keyboard the key of 1 types "&".
  await fireEvent.keyDown(document.body, { key: "&", code: "Digit1" });
  await fireEvent.keyDown(document.body, { key: "n", code: "KeyN" });
  await fireEvent.keyDown(document.body, { key: "N", code: "KeyN", shiftKey: true });
  expect(ran.mock.calls.flat()).toEqual(["one", "next", "before"]);
  takeBack();
  await fireEvent.keyDown(document.body, { key: "n", code: "KeyN" });
  expect(ran).toHaveBeenCalledTimes(3);
  stop();
});
