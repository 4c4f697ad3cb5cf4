// Saving as one types, on a clock of the test's own.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Autosave } from "$ui/shared/editor/autosave.svelte";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a text is saved 250 ms after the last change", async () => {
  const save = vi.fn(() => Promise.resolve());
  const pen = new Autosave(save);
  pen.changed("a");
  await vi.advanceTimersByTimeAsync(249);
  expect(save).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(save).toHaveBeenCalledExactlyOnceWith("a");
  expect(pen.status).toBe("saved");
});

test("who types without pausing is saved every 500 ms all the same", async () => {
  const saved: string[] = [];
  const pen = new Autosave((text) => {
    saved.push(text);
    return Promise.resolve();
  });
  for (let typed = 1; typed <= 12; typed += 1) {
    pen.changed("x".repeat(typed));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(saved.map((text) => text.length)).toEqual([5, 10]);
});

test("two saves never run at once, and the later text wins", async () => {
  let running = 0;
  let most = 0;
  const saved: string[] = [];
  const pen = new Autosave(async (text) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    saved.push(text);
    running -= 1;
  });
  pen.changed("one");
  await vi.advanceTimersByTimeAsync(300);
  pen.changed("two");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(saved).toEqual(["one", "two"]);
  expect(most).toBe(1);
});

test("a failed save keeps the text, says so, and the next try saves it", async () => {
  const save = vi
    .fn<(text: string) => Promise<void>>()
    .mockRejectedValueOnce(new Error("the disk is full"))
    .mockResolvedValue(undefined);
  const pen = new Autosave(save);
  pen.changed("precious");
  await vi.advanceTimersByTimeAsync(300);
  expect(pen.status).toBe("failed");
  expect(pen.error).toEqual(new Error("the disk is full"));
  await pen.flush();
  expect(save).toHaveBeenLastCalledWith("precious");
  expect(pen.status).toBe("saved");
});
