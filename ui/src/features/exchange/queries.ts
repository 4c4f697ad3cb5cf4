import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands, type ImportReport, type Mapped } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { base64Of } from "$ui/shared/files";

export const chooseImports = () => call(commands.chooseImports());
export const receiveDropped = async (files: readonly File[]) =>
  call(
    commands.receiveDropped(
      await Promise.all(files.map(async (file) => ({ name: file.name, base64: await base64Of(file) }))),
    ),
  );
export const forgetDropped = () => call(commands.forgetDropped());

/** What the columns of tables hold, by the path of the table; a table that is not here goes by its headers. */
export type Mappings = Readonly<Record<string, readonly Mapped[]>>;

export const isTable = (path: string) => /\.(csv|tsv|xlsx|xlsm|xls|ods)$/i.test(path);

async function bringIn(paths: readonly string[], mappings: Mappings, dryRun: boolean): Promise<ImportReport> {
  const files = paths.filter((path) => !isTable(path));
  const reports = files.length > 0 ? [await call(commands.importFiles(files, dryRun))] : [];
  for (const path of paths.filter(isTable)) {
    reports.push(await call(commands.importTable(path, [...(mappings[path] ?? [])], dryRun)));
  }
  return {
    imported: reports.flatMap((report) => report.imported),
    failed: reports.flatMap((report) => report.failed),
  };
}

export const tablePreview = (path: string) =>
  queryOptions({
    queryKey: ["import", "table", path],
    queryFn: () => call(commands.previewTable(path)),
    gcTime: 0,
  });
export const importPreview = (paths: readonly string[], mappings: Mappings) =>
  queryOptions({
    queryKey: ["import", paths, mappings],
    queryFn: () => bringIn(paths, mappings, true),
    gcTime: 0,
  });
export const importFiles = mutationOptions({
  mutationFn: ({ paths, mappings }: { paths: readonly string[]; mappings: Mappings }) =>
    bringIn(paths, mappings, false),
});
