import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import {
  commands,
  type ChartKind,
  type CheckInInput,
  type Direction,
  type Explanation,
  type Style,
  type SheetInput,
  type SheetPreview,
  type StopInput,
} from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { shows } from "$ui/ipc/freshness";

export const launchList = queryOptions({
  queryKey: ["launches", "list"],
  ...shows("proposals", "retros"),
  queryFn: () => call(commands.launches()),
});
export const launchOf = (id: string) =>
  queryOptions({
    queryKey: ["launches", id],
    ...shows("documents", "proposals", "retros", "people"),
    queryFn: () => call(commands.launch(id)),
  });
export const evidenceOf = (id: string) =>
  queryOptions({ queryKey: ["launches", id, "evidence"], queryFn: () => call(commands.evidence(id)) });
export const chartOf = (launch: string, measure: string, kind: ChartKind, style: Style) =>
  queryOptions({
    queryKey: ["launches", launch, "chart", measure, kind, style],
    queryFn: () => call(commands.chart(launch, measure, kind, style)),
  });
export const chooseSheet = () => call(commands.chooseSheet());
export const sheetPreview = (input: SheetInput) =>
  queryOptions({
    queryKey: ["measures", "sheet", input],
    queryFn: () => call(commands.previewSheet(input)),
    placeholderData: (before: SheetPreview | undefined) => before,
  });
export const importSheet = mutationOptions({
  mutationFn: (input: SheetInput) => call(commands.importSheet(input)),
});
export const annotationsOf = (measure: string) =>
  queryOptions({
    queryKey: ["measures", measure, "annotations"],
    queryFn: () => call(commands.annotations(measure)),
  });
export const observationsOf = (measure: string) =>
  queryOptions({
    queryKey: ["measures", measure, "observations"],
    queryFn: () => call(commands.observations(measure)),
  });
export const annotate = mutationOptions({
  mutationFn: ({ measure, on, text }: { measure: string; on: string; text: string }) =>
    call(commands.annotate(measure, on, text)),
});
export const removeAnnotation = mutationOptions({
  mutationFn: (id: string) => call(commands.removeAnnotation(id)),
});
export const recordCheckIn = mutationOptions({
  mutationFn: ({ id, input }: { id: string; input: CheckInInput }) => call(commands.recordCheckIn(id, input)),
});
export const explainSignal = mutationOptions({
  mutationFn: ({ id, explanation }: { id: string; explanation: Explanation }) =>
    call(commands.explainSignal(id, explanation)),
});
export const scheduleCheckIns = mutationOptions({
  mutationFn: ({ id, days }: { id: string; days: number }) => call(commands.scheduleCheckIns(id, days)),
});
export const noteSignal = mutationOptions({
  mutationFn: ({ id, text }: { id: string; text: string }) => call(commands.noteNewProblem(id, text)),
});
export const stopLaunched = mutationOptions({
  mutationFn: ({ id, input }: { id: string; input: StopInput }) => call(commands.stopProposal(id, input)),
});
export const products = queryOptions({
  queryKey: ["measures", "products"],
  queryFn: () => call(commands.products()),
});
export const addProductMeasure = mutationOptions({
  mutationFn: ({
    product,
    name,
    unit,
    direction,
  }: {
    product: string;
    name: string;
    unit: string;
    direction: Direction;
  }) =>
    call(
      commands.addProductMeasure(product, {
        name,
        unit,
        direction,
        baseline: null,
        baseline_by: null,
        target: null,
        due: null,
        due_weeks: null,
        aggregate: "mean",
        role: "outcome",
        margin: null,
        floor: null,
      }),
    ),
});
export const improveProduct = mutationOptions({
  mutationFn: ({ measure, problem }: { measure: string; problem: string }) =>
    call(commands.improveProduct(measure, problem)),
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
