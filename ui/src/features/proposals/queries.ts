import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands, type Description, type ListQuery, type MeasureInput, type Stage } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";

export const proposalPage = (query: ListQuery) =>
  queryOptions({
    queryKey: ["proposals", "list", query],
    queryFn: () => call(commands.listProposals(query)),
    placeholderData: (before) => before,
  });
export const proposalOf = (id: string) =>
  queryOptions({ queryKey: ["proposals", id], queryFn: () => call(commands.proposal(id)) });
export const documentOf = (id: string) =>
  queryOptions({ queryKey: ["documents", id], queryFn: () => call(commands.document(id)) });
export const pageOf = (id: string) =>
  queryOptions({ queryKey: ["documents", id, "page"], queryFn: () => call(commands.page(id)) });
export const revisionsOf = (id: string) =>
  queryOptions({ queryKey: ["documents", id, "revisions"], queryFn: () => call(commands.revisions(id)) });
export const revisionText = (id: string, number: number) =>
  queryOptions({
    queryKey: ["documents", id, "revision", number],
    queryFn: () => call(commands.revisionText(id, number)),
  });
export const measuresOf = (id: string) =>
  queryOptions({ queryKey: ["measures", id], queryFn: () => call(commands.measures(id)) });

export const writeProposal = mutationOptions({ mutationFn: () => call(commands.writeProposal("pr-faq")) });
export const promoteSpark = mutationOptions({ mutationFn: (id: string) => call(commands.promoteSpark(id)) });
export const saveDocument = (id: string, text: string, base: string) =>
  call(commands.saveDocument(id, text, base));
export const readText = (id: string, text: string) => call(commands.readText(id, text));
export const restoreRevision = mutationOptions({
  mutationFn: ({ id, number }: { id: string; number: number }) => call(commands.restoreRevision(id, number)),
});
export const dismissNote = mutationOptions({
  mutationFn: ({ id, note }: { id: string; note: string }) => call(commands.dismissNote(id, note)),
});
export const moveToStage = mutationOptions({
  mutationFn: ({ ids, stage, why }: { ids: string[]; stage: Stage; why: string | null }) =>
    call(commands.moveToStage(ids, stage, why)),
});
export const describeProposal = mutationOptions({
  mutationFn: ({ id, description }: { id: string; description: Description }) =>
    call(commands.describeProposal(id, description)),
});
export const trashProposals = mutationOptions({
  mutationFn: (ids: string[]) => call(commands.trashProposals(ids)),
});
export const takeFromTrash = mutationOptions({
  mutationFn: (ids: string[]) => call(commands.takeFromTrash(ids)),
});
export const emptyTrash = mutationOptions({ mutationFn: () => call(commands.emptyTrash()) });
export const addMeasure = mutationOptions({
  mutationFn: ({ id, input }: { id: string; input: MeasureInput }) => call(commands.addMeasure(id, input)),
});
export const removeMeasure = mutationOptions({
  mutationFn: (id: string) => call(commands.removeMeasure(id)),
});
export const launchProposal = mutationOptions({
  mutationFn: ({ id, on }: { id: string; on: string }) => call(commands.launchProposal(id, on)),
});
export const recallNote = mutationOptions({
  mutationFn: ({ id, note }: { id: string; note: string }) => call(commands.recallNote(id, note)),
});
export const stopProposal = mutationOptions({
  mutationFn: ({ id, why, cost }: { id: string; why: string; cost: string }) =>
    call(commands.stopProposal(id, why, cost)),
});
