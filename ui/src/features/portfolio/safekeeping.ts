import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands, type Form, type Printable } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";

export const backups = queryOptions({
  queryKey: ["portfolio", "backups"],
  queryFn: () => call(commands.backups()),
});
export const waysOut = queryOptions({
  queryKey: ["portfolio", "ways-out"],
  queryFn: () => call(commands.waysOut()),
});
export const backUp = mutationOptions({ mutationFn: () => call(commands.backUp()) });
export const compareBackup = mutationOptions({
  mutationFn: (path: string) => call(commands.compareBackup(path)),
});
export const restoreBackup = mutationOptions({
  mutationFn: (path: string) => call(commands.restoreBackup(path)),
});
export const showBackups = mutationOptions({ mutationFn: () => call(commands.showBackups()) });
export const movePortfolio = mutationOptions({ mutationFn: () => call(commands.movePortfolio()) });
export const saveCopy = mutationOptions({ mutationFn: () => call(commands.saveCopy()) });
export const putInPlace = mutationOptions({ mutationFn: (path: string) => call(commands.putInPlace(path)) });
export const salvage = mutationOptions({ mutationFn: () => call(commands.salvage()) });
export const exportProposals = mutationOptions({
  mutationFn: ({ form, query }: { form: Form; query: string }) => call(commands.exportProposals(form, query)),
});
export const proofOf = (what: Printable, letter: boolean) =>
  queryOptions({
    queryKey: ["documents", "proof", what, letter],
    queryFn: () => call(commands.printSheet(what, letter, false)),
  });
export const printSheet = mutationOptions({
  mutationFn: ({ what, letter }: { what: Printable; letter: boolean }) =>
    call(commands.printSheet(what, letter, true)),
});
