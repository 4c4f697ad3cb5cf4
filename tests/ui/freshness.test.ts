// What screens show follows what the core stored.
import { QueryClient, QueryObserver } from "@tanstack/svelte-query";
import { expect, test } from "vitest";
import { refresh } from "$ui/ipc/freshness";

test("a first read that a change overtakes is read again", async () => {
  const client = new QueryClient();
  const answers: ((lines: string[]) => void)[] = [];
  const inbox = new QueryObserver(client, {
    queryKey: ["proposals", "inbox"],
    queryFn: () => new Promise<string[]>((resolve) => answers.push(resolve)),
  });
  const stop = inbox.subscribe(() => undefined);
  expect(answers).toHaveLength(1);

  refresh(client, ["proposals"]);
  answers[0]?.([]);
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.(["P-001"]);
  await expect.poll(() => inbox.getCurrentResult().data).toEqual(["P-001"]);
  stop();
});

test("what shows other topics is left alone", async () => {
  const client = new QueryClient();
  let reads = 0;
  const decks = new QueryObserver(client, {
    queryKey: ["decks", "list"],
    queryFn: () => {
      reads += 1;
      return Promise.resolve([]);
    },
  });
  const stop = decks.subscribe(() => undefined);
  await expect.poll(() => decks.getCurrentResult().data).toEqual([]);
  refresh(client, ["proposals"]);
  refresh(client, ["decks"]);
  await expect.poll(() => reads).toBe(2);
  stop();
});
