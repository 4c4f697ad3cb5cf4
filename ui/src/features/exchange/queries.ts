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

function bringIn(paths: readonly string[], mappings: Mappings, dryRun: boolean): Promise<ImportReport> {
  const columns = Object.fromEntries(Object.entries(mappings).map(([path, mapped]) => [path, [...mapped]]));
  return call(commands.importFiles([...paths], columns, dryRun));
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
