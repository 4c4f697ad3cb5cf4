import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands, type Anchors, type Criterion, type ScoreInput } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { shows } from "$ui/ipc/freshness";

export const rubric = queryOptions({
  queryKey: ["scores", "rubric"],
  queryFn: () => call(commands.rubric()),
});
export const scoreSheet = (id: string) =>
  queryOptions({
    queryKey: ["scores", id],
    ...shows("documents", "people", "meetings", "proposals"),
    queryFn: () => call(commands.scoreSheet(id)),
  });
export const changeRubric = mutationOptions({
  mutationFn: (criteria: Anchors[]) => call(commands.changeRubric(criteria)),
});
export const recordScore = mutationOptions({
  mutationFn: (input: ScoreInput) => call(commands.recordScore(input)),
});
export const reaffirmScore = mutationOptions({
  mutationFn: ({ id, criterion }: { id: string; criterion: Criterion }) =>
    call(commands.reaffirmScore(id, criterion)),
});
