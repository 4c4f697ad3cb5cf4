// What was noted before, where the verdict asks for it again.
import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import VerdictFields from "$ui/features/retros/VerdictFields.svelte";

const props = { verb: "Give it", error: null, ongive: vi.fn<() => void>() };

test("what else could explain it is shown as soon as it is stored, and never over what was typed since", async () => {
  const { rerender } = render(VerdictFields, { ...props, otherwise: "" });
  const field = () => screen.getByLabelText<HTMLTextAreaElement>(/explain/);
  await rerender({ ...props, otherwise: "A new agency." });
  expect(field().value).toBe("A new agency.");
  await fireEvent.input(field(), { target: { value: "" } });
  expect(field().value).toBe("");
  await rerender({ ...props, otherwise: "A new agency started." });
  expect(field().value).toBe("");
});
