import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands, type VerdictInput } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { shows } from "$ui/ipc/freshness";

export const retroOf = (id: string) =>
  queryOptions({
    queryKey: ["retros", id],
    ...shows("launches", "people", "proposals"),
    queryFn: () => call(commands.retro(id)),
  });
export const everyone = queryOptions({ queryKey: ["people"], queryFn: () => call(commands.people()) });
export const startRetro = mutationOptions({
  mutationFn: ({ id, names }: { id: string; names: string[] }) => call(commands.startRetro(id, names)),
});
export const reopenRetro = mutationOptions({
  mutationFn: ({ id, why }: { id: string; why: string }) => call(commands.reopenRetro(id, why)),
});
export const leaveRetro = mutationOptions({ mutationFn: (id: string) => call(commands.leaveRetro(id)) });
export const askForVerdict = mutationOptions({
  mutationFn: ({ id, name }: { id: string; name: string }) => call(commands.askForVerdict(id, name)),
});
export const excuseGiver = mutationOptions({
  mutationFn: ({ id, person }: { id: string; person: string }) => call(commands.excuseGiver(id, person)),
});
export const keepLookBack = (id: string, happened: string, otherwise: string) =>
  call(commands.keepLookBack(id, happened, otherwise));
export const sealVerdict = mutationOptions({
  mutationFn: ({ id, by, input }: { id: string; by: string; input: VerdictInput }) =>
    call(commands.sealVerdict(id, by, input)),
});
export const giveVerdict = mutationOptions({
  mutationFn: ({ id, input }: { id: string; input: VerdictInput }) => call(commands.giveVerdict(id, input)),
});
export const noteNewProblem = mutationOptions({
  mutationFn: ({ id, text }: { id: string; text: string }) => call(commands.noteNewProblem(id, text)),
});
