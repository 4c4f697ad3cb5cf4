import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands, type DecisionInput } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { shows } from "$ui/ipc/freshness";

export const decisionSheet = (id: string) =>
  queryOptions({
    queryKey: ["decisions", id, "sheet"],
    ...shows("scores", "proposals", "documents", "measures", "meetings"),
    queryFn: () => call(commands.decisionSheet(id)),
  });
export const decisionOf = (id: string) =>
  queryOptions({ queryKey: ["decisions", id], queryFn: () => call(commands.decision(id)) });
export const printDecision = mutationOptions({
  mutationFn: (input: DecisionInput) => call(commands.printDecision(input)),
});
export const amendDecision = mutationOptions({
  mutationFn: ({ id, remark }: { id: string; remark: string }) => call(commands.amendDecision(id, remark)),
});
