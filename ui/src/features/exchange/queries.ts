import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands } from "$ui/ipc/bindings";
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
export const importPreview = (paths: readonly string[]) =>
  queryOptions({
    queryKey: ["import", paths],
    queryFn: () => call(commands.importFiles([...paths], true)),
    gcTime: 0,
  });
export const importFiles = mutationOptions({
  mutationFn: (paths: readonly string[]) => call(commands.importFiles([...paths], false)),
});
