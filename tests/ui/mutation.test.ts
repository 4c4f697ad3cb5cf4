// Changes to what is stored: what follows an answer follows it, wherever the part that asked is by then.
import { render, screen } from "@testing-library/svelte";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import Vanishing from "./Vanishing.svelte";

function shown(ask: (input: string) => Promise<string>) {
  const heard: string[] = [];
  const props = { ask, heard: (answer: string) => heard.push(answer) };
  return { heard, ...render(Vanishing, { props }) };
}

test("what is to follow two changes follows both, though the part that asked is gone by then", async () => {
  const answers: (() => void)[] = [];
  const ask = (input: string) =>
    new Promise<string>((resolve) => {
      answers.push(() => {
        resolve(`${input} done`);
      });
    });
  const { heard, unmount } = shown(ask);
  await userEvent.click(screen.getByRole("button"));
  await expect.poll(() => answers.length).toBe(2);
  unmount();
  for (const answer of answers) answer();
  await expect.poll(() => heard).toEqual(["first done", "second done"]);
});

test("a failure is shown by the part that asked, and nothing follows it", async () => {
  const { heard } = shown(() => Promise.reject(new Error("The disk is full.")));
  await userEvent.click(screen.getByRole("button"));
  expect((await screen.findByRole("alert")).textContent).toBe("The disk is full.");
  expect(heard).toEqual([]);
});
