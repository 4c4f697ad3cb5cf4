import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { shows } from "$ui/ipc/freshness";

export const needsYou = queryOptions({
  queryKey: ["launches", "needs"],
  ...shows("proposals", "decisions"),
  queryFn: () => call(commands.needsYou()),
});
export const journalLog = queryOptions({
  queryKey: ["journal", "log"],
  queryFn: () => call(commands.journalLog(60, null)),
});
export const inbox = queryOptions({
  queryKey: ["proposals", "inbox"],
  queryFn: () =>
    call(
      commands.listProposals({
        text: "",
        sort: "updated",
        stages: ["spark"],
        trashed: false,
        offset: 0,
        limit: 200,
      }),
    ),
});
export const keepSpark = mutationOptions({
  mutationFn: (text: string) => call(commands.keepSpark(text, null)),
});
export const keepNote = mutationOptions({ mutationFn: (text: string) => call(commands.keepNote(text)) });
export const promoteSpark = mutationOptions({ mutationFn: (id: string) => call(commands.promoteSpark(id)) });
