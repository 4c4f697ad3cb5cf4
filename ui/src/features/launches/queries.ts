import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import {
  commands,
  type ChartKind,
  type LessonInput,
  type Palette,
  type VerdictInput,
} from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";

export const launchList = queryOptions({
  queryKey: ["launches", "list"],
  queryFn: () => call(commands.launches()),
});
export const launchOf = (id: string) =>
  queryOptions({ queryKey: ["launches", id], queryFn: () => call(commands.launch(id)) });
export const evidenceOf = (id: string) =>
  queryOptions({ queryKey: ["launches", id, "evidence"], queryFn: () => call(commands.evidence(id)) });
export const chartOf = (launch: string, measure: string, kind: ChartKind, palette: Palette) =>
  queryOptions({
    queryKey: ["launches", launch, "chart", measure, kind, palette],
    queryFn: () => call(commands.chart(launch, measure, kind, palette)),
  });
export const recordValues = mutationOptions({
  mutationFn: ({ measure, table }: { measure: string; table: string }) =>
    call(
      commands.importSheet({
        path: null,
        text: table,
        measures: [measure],
        mapping: { date_column: null, order: null, columns: null },
      }),
    ),
});
export const giveVerdict = mutationOptions({
  mutationFn: ({ id, input }: { id: string; input: VerdictInput }) => call(commands.giveVerdict(id, input)),
});
export const noteNewProblem = mutationOptions({
  mutationFn: ({ id, text }: { id: string; text: string }) => call(commands.noteNewProblem(id, text)),
});
export const keepLesson = mutationOptions({
  mutationFn: (input: LessonInput) => call(commands.keepLesson(input)),
});
