import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands, type Finding, type TriggerInput } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { shows } from "$ui/ipc/freshness";

export const unchosen = queryOptions({
  queryKey: ["proposals", "unchosen"],
  queryFn: async () =>
    (
      await call(
        commands.listProposals({
          text: "",
          sort: "updated",
          reversed: false,
          then: null,
          group: null,
          stages: ["declined", "not-yet"],
          trashed: false,
          offset: 0,
          limit: 200,
        }),
      )
    ).rows,
});
export const ledgerEntry = (id: string) =>
  queryOptions({
    queryKey: ["proposals", id, "ledger"],
    ...shows("measures", "decisions"),
    queryFn: () => call(commands.ledgerEntry(id)),
  });
export const watchableMeasures = queryOptions({
  queryKey: ["measures", "watchable"],
  ...shows("proposals"),
  queryFn: () => call(commands.watchableMeasures()),
});
export const setTrigger = mutationOptions({
  mutationFn: ({ id, input }: { id: string; input: TriggerInput }) => call(commands.setTrigger(id, input)),
});
export const dropTrigger = mutationOptions({ mutationFn: (id: string) => call(commands.dropTrigger(id)) });
export const leaveUnchosen = mutationOptions({
  mutationFn: (id: string) => call(commands.leaveUnchosen(id)),
});
export const noteLaterOutcome = mutationOptions({
  mutationFn: ({ id, finding, text }: { id: string; finding: Finding; text: string }) =>
    call(commands.noteLaterOutcome(id, finding, text)),
});
export const lookAgainOn = mutationOptions({
  mutationFn: ({ id, on }: { id: string; on: string }) =>
    call(
      commands.describeProposal(id, {
        owner: null,
        customer: null,
        lane: null,
        door: null,
        ask: null,
        tags: null,
        origin: null,
        origin_detail: null,
        revisit_on: on,
      }),
    ),
});
export const reopenUnchosen = mutationOptions({
  mutationFn: (id: string) => call(commands.moveToStage([id], "draft", null)),
});
