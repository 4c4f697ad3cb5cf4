import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands, type ListQuery, type Reach, type ViewInput } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { shows } from "$ui/ipc/freshness";

export const portfolioState = queryOptions({
  queryKey: ["portfolio", "state"],
  ...shows("proposals"),
  queryFn: () => call(commands.portfolioState()),
});
export const undoState = queryOptions({
  queryKey: ["undo", "state"],
  queryFn: () => call(commands.undoState()),
  retry: false,
});
export const openSample = mutationOptions({ mutationFn: () => call(commands.openSample()) });
export const choosePortfolio = mutationOptions({ mutationFn: () => call(commands.choosePortfolio()) });
export const chooseNewPortfolio = mutationOptions({ mutationFn: () => call(commands.chooseNewPortfolio()) });
export const openPortfolio = mutationOptions({
  mutationFn: ({ path, readOnly }: { path: string; readOnly: boolean }) =>
    call(commands.openPortfolio(path, readOnly)),
});
export const closePortfolio = mutationOptions({ mutationFn: () => call(commands.closePortfolio()) });
export const showInFolder = mutationOptions({ mutationFn: () => call(commands.showInFolder()) });
export const checkPortfolio = mutationOptions({ mutationFn: () => call(commands.checkPortfolio()) });
export const undo = mutationOptions({ mutationFn: () => call(commands.undo()) });
export const redo = mutationOptions({ mutationFn: () => call(commands.redo()) });
export const beginWith = mutationOptions({
  mutationFn: async (problem: string) => {
    await call(commands.createPortfolio(null));
    return call(commands.keepSpark(problem, null));
  },
});
/** What lines show comes from scores, documents and people too; the core announces proposals with each of them. */
const lists = shows("scores", "people");

export const pageOfList = (query: ListQuery) =>
  queryOptions({
    queryKey: ["proposals", "list", query],
    ...lists,
    queryFn: () => call(commands.listProposals(query)),
    placeholderData: (before) => before,
  });
export const groupsOf = (query: ListQuery) =>
  queryOptions({
    queryKey: ["proposals", "groups", query],
    ...lists,
    queryFn: () => call(commands.listGroups(query)),
  });
export const matrixOf = (query: ListQuery) =>
  queryOptions({
    queryKey: ["proposals", "matrix", query],
    ...lists,
    queryFn: () => call(commands.matrix(query)),
    placeholderData: (before) => before,
  });
export const hiddenFrom = (query: ListQuery, ids: string[]) =>
  queryOptions({
    queryKey: ["proposals", "hidden", query, ids],
    queryFn: () => call(commands.hiddenFromList(query, ids)),
    placeholderData: (before) => before,
  });
export const matching = (query: ListQuery) => call(commands.matchingProposals(query));
export const placeOf = (query: ListQuery, id: string) => call(commands.placeInList(query, id));
export const searchOf = (text: string, reach: Reach, limit = 50) =>
  queryOptions({
    queryKey: ["proposals", "search", text, reach, limit],
    ...shows("documents", "journal", "lessons", "decisions", "retros", "meetings"),
    queryFn: () => call(commands.search(text, reach, limit)),
  });
export const suggestionsOf = (text: string, cursor: number) =>
  queryOptions({
    queryKey: ["proposals", "suggest", text, cursor],
    queryFn: () => call(commands.suggest(text, cursor)),
  });
export const views = queryOptions({
  queryKey: ["views"],
  ...shows("proposals", "people"),
  queryFn: () => call(commands.views()),
});
export const keepView = mutationOptions({
  mutationFn: ({ id, view }: { id: string | null; view: ViewInput }) => call(commands.keepView(id, view)),
});
export const deleteView = mutationOptions({ mutationFn: (id: string) => call(commands.deleteView(id)) });
export const tagProposals = mutationOptions({
  mutationFn: ({ ids, add, remove }: { ids: string[]; add: string[]; remove: string[] }) =>
    call(commands.tagProposals(ids, add, remove)),
});
export const nameCustomer = mutationOptions({
  mutationFn: ({ id, customer }: { id: string; customer: string }) =>
    call(commands.nameCustomer(id, customer)),
});
export const targetOf = (link: string) =>
  queryOptions({ queryKey: ["proposals", "link", link], queryFn: () => call(commands.followLink(link)) });
export const linkTo = mutationOptions({ mutationFn: (id: string) => call(commands.linkTo(id)) });
