import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands, type Reach } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { shows } from "$ui/ipc/freshness";

export const portfolioState = queryOptions({
  queryKey: ["portfolio", "state"],
  queryFn: () => call(commands.portfolioState()),
});
export const undoState = queryOptions({
  queryKey: ["undo", "state"],
  queryFn: () => call(commands.undoState()),
  retry: false,
});
export const openSample = mutationOptions({ mutationFn: () => call(commands.openSample()) });
export const choosePortfolio = mutationOptions({ mutationFn: () => call(commands.choosePortfolio()) });
export const chooseNewPortfolio = mutationOptions({ mutationFn: () => call(commands.chooseNewPortfolio()) });
export const openPortfolio = mutationOptions({
  mutationFn: ({ path, readOnly }: { path: string; readOnly: boolean }) =>
    call(commands.openPortfolio(path, readOnly)),
});
export const closePortfolio = mutationOptions({ mutationFn: () => call(commands.closePortfolio()) });
export const showInFolder = mutationOptions({ mutationFn: () => call(commands.showInFolder()) });
export const checkPortfolio = mutationOptions({ mutationFn: () => call(commands.checkPortfolio()) });
export const undo = mutationOptions({ mutationFn: () => call(commands.undo()) });
export const redo = mutationOptions({ mutationFn: () => call(commands.redo()) });
export const beginWith = mutationOptions({
  mutationFn: async (problem: string) => {
    await call(commands.createPortfolio(null));
    return call(commands.keepSpark(problem, null));
  },
});
export const searchOf = (text: string, reach: Reach, limit = 50) =>
  queryOptions({
    queryKey: ["proposals", "search", text, reach, limit],
    ...shows("documents", "journal", "lessons", "decisions", "retros"),
    queryFn: () => call(commands.search(text, reach, limit)),
  });
