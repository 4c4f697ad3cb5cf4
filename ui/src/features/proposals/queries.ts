import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import {
  commands,
  type Description,
  type ListQuery,
  type MeasureInput,
  type Stage,
  type StopInput,
  type Template,
} from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { shows } from "$ui/ipc/freshness";

export const proposalPage = (query: ListQuery) =>
  queryOptions({
    queryKey: ["proposals", "list", query],
    queryFn: () => call(commands.listProposals(query)),
    placeholderData: (before) => before,
  });
export const proposalOf = (id: string) =>
  queryOptions({
    queryKey: ["proposals", id],
    ...shows("measures", "documents"),
    queryFn: () => call(commands.proposal(id)),
  });
export const documentOf = (id: string) =>
  queryOptions({ queryKey: ["documents", id], queryFn: () => call(commands.document(id)) });
export const broadsheetOf = (id: string) =>
  queryOptions({ queryKey: ["documents", id, "broadsheet"], queryFn: () => call(commands.broadsheet(id)) });
export const revisionsOf = (id: string) =>
  queryOptions({ queryKey: ["documents", id, "revisions"], queryFn: () => call(commands.revisions(id)) });
export const comparison = (id: string, from: number, to: number | null) =>
  queryOptions({
    queryKey: ["documents", id, "comparison", from, to],
    queryFn: () => call(commands.compareRevisions(id, from, to)),
  });
export const rivalsOf = (id: string) =>
  queryOptions({
    queryKey: ["proposals", id, "rivals"],
    ...shows("documents", "scores"),
    queryFn: () => call(commands.rivals(id)),
  });
export const ownTemplates = queryOptions({
  queryKey: ["templates"],
  queryFn: () => call(commands.ownTemplates()),
});
export const measuresOf = (id: string) =>
  queryOptions({ queryKey: ["measures", id], queryFn: () => call(commands.measures(id)) });

/** What a proposal begins with: a template of the house, or one's own. */
export type Beginning = { template: Template } | { own: string };

export const writeProposal = mutationOptions({
  mutationFn: (from: Beginning) =>
    call("own" in from ? commands.writeFromTemplate(from.own) : commands.writeProposal(from.template)),
});
export const keepTemplate = mutationOptions({
  mutationFn: ({ id, name, headingsOnly }: { id: string; name: string; headingsOnly: boolean }) =>
    call(commands.keepTemplate(id, name, headingsOnly)),
});
export const renameTemplate = mutationOptions({
  mutationFn: ({ id, name }: { id: string; name: string }) => call(commands.renameTemplate(id, name)),
});
export const removeTemplate = mutationOptions({
  mutationFn: (id: string) => call(commands.removeTemplate(id)),
});
export const linkRivals = mutationOptions({
  mutationFn: ({ id, rival }: { id: string; rival: string }) => call(commands.linkRivals(id, rival)),
});
export const unlinkRivals = mutationOptions({
  mutationFn: ({ id, rival }: { id: string; rival: string }) => call(commands.unlinkRivals(id, rival)),
});
export const keepVersion = (id: string) => call(commands.keepVersion(id));
export const markdownOfPaste = (html: string) => call(commands.markdownOfPaste(html));
export const keepImage = (base64: string) => call(commands.keepImage(base64));
export const promoteSpark = mutationOptions({ mutationFn: (id: string) => call(commands.promoteSpark(id)) });
export const saveDocument = (id: string, text: string, base: string) =>
  call(commands.saveDocument(id, text, base));
export const mergeDocument = (id: string, base: string, text: string) =>
  call(commands.mergeDocument(id, base, text));
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
/** What is absent stays as it is. */
const unchanged: Description = {
  owner: null,
  lane: null,
  door: null,
  ask: null,
  tags: null,
  origin: null,
  origin_detail: null,
  revisit_on: null,
  customer: null,
};
export const describeProposal = mutationOptions({
  mutationFn: ({ id, description }: { id: string; description: Partial<Description> }) =>
    call(commands.describeProposal(id, { ...unchanged, ...description })),
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
export const changeMeasure = mutationOptions({
  mutationFn: ({ id, input }: { id: string; input: MeasureInput }) => call(commands.changeMeasure(id, input)),
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
  mutationFn: ({ id, input }: { id: string; input: StopInput }) => call(commands.stopProposal(id, input)),
});
