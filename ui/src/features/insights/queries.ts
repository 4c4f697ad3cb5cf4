import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands, type InsightsFilter, type Style, type SmallForecastInput } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { shows } from "$ui/ipc/freshness";

const stale = shows("launches", "decisions", "proposals", "people", "scores");

export const insightsOf = (filter: InsightsFilter) =>
  queryOptions({
    queryKey: ["retros", "insights", filter],
    ...stale,
    queryFn: () => call(commands.insights(filter)),
  });
export const behindFigure = (figure: string, filter: InsightsFilter) =>
  queryOptions({
    queryKey: ["retros", "behind", figure, filter],
    ...stale,
    queryFn: () => call(commands.behindFigure(figure, filter)),
  });
export const calibrationChart = (filter: InsightsFilter, style: Style) =>
  queryOptions({
    queryKey: ["retros", "calibration", filter, style],
    ...stale,
    queryFn: () => call(commands.calibrationChart(filter, style)),
  });
export const exportFigures = mutationOptions({
  mutationFn: (filter: InsightsFilter) => call(commands.exportFigures(filter)),
});
export const exportReview = mutationOptions({
  mutationFn: ({ from, until }: { from: string; until: string }) => call(commands.exportReview(from, until)),
});
export const myPractice = queryOptions({
  queryKey: ["retros", "practice"],
  ...shows("documents", "decisions", "people"),
  queryFn: () => call(commands.myPractice()),
});
export const shareCalibration = mutationOptions({
  mutationFn: ({ person, shared }: { person: string; shared: boolean }) =>
    call(commands.shareCalibration(person, shared)),
});
export const forecastList = queryOptions({
  queryKey: ["forecasts", "list"],
  ...shows("people", "proposals"),
  queryFn: () => call(commands.forecasts()),
});
export const smallCalibration = queryOptions({
  queryKey: ["forecasts", "calibration"],
  queryFn: () => call(commands.smallCalibration()),
});
export const smallCalibrationChart = (style: Style) =>
  queryOptions({
    queryKey: ["forecasts", "chart", style],
    queryFn: () => call(commands.smallCalibrationChart(style)),
  });
export const makeForecast = mutationOptions({
  mutationFn: (input: SmallForecastInput) => call(commands.makeForecast(input)),
});
export const resolveForecast = mutationOptions({
  mutationFn: ({ id, cameTrue }: { id: string; cameTrue: boolean }) =>
    call(commands.resolveForecast(id, cameTrue)),
});
