import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands, type DateOrder, type DeckFiles, type DeckInput, type Style } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { shows } from "$ui/ipc/freshness";

export const deckList = queryOptions({
  queryKey: ["decks", "list"],
  queryFn: () => call(commands.decks()),
  ...shows("measures"),
});
export const deckSetUp = (id: string) =>
  queryOptions({ queryKey: ["decks", id, "set-up"], queryFn: () => call(commands.deck(id)) });
export const deckMeasures = queryOptions({
  queryKey: ["decks", "measures"],
  queryFn: () => call(commands.deckMeasures()),
  ...shows("measures", "proposals"),
});
export const deckReview = (id: string, style: Style) =>
  queryOptions({
    queryKey: ["decks", id, "review", style],
    queryFn: () => call(commands.deckReview(id, style)),
    ...shows("measures"),
  });
export const fileDeck = (files: DeckFiles, order: DateOrder | null, style: Style) =>
  queryOptions({
    queryKey: ["decks", "file", files, order, style],
    queryFn: () => call(commands.fileDeck(files, order, style)),
    retry: false,
  });
export const weeklyReview = (id: string, style: Style) =>
  queryOptions({
    queryKey: ["decks", id, "weekly", style],
    queryFn: () => call(commands.weeklyReview(id, style)),
    ...shows("measures"),
  });
export const makeDeck = mutationOptions({
  mutationFn: (input: DeckInput) => call(commands.makeDeck(input)),
});
export const changeDeck = mutationOptions({
  mutationFn: ({ id, input }: { id: string; input: DeckInput }) => call(commands.changeDeck(id, input)),
});
export const removeDeck = mutationOptions({ mutationFn: (id: string) => call(commands.removeDeck(id)) });
export const saveDeck = mutationOptions({ mutationFn: (id: string) => call(commands.saveDeck(id, null)) });
export const saveDeckPage = mutationOptions({
  mutationFn: (id: string) => call(commands.saveDeckPage(id, null)),
});
export const saveFileDeckPage = mutationOptions({
  mutationFn: ({ files, order }: { files: DeckFiles; order: DateOrder | null }) =>
    call(commands.saveFileDeckPage(files, order, null)),
});
export const noteInReview = mutationOptions({
  mutationFn: ({ measure, on, text }: { measure: string; on: string; text: string }) =>
    call(commands.annotate(measure, on, text)),
});
export const rebase = mutationOptions({
  mutationFn: ({ measure, from, cause }: { measure: string; from: string; cause: string }) =>
    call(commands.rebase(measure, from, cause)),
});
export const improveFromReview = mutationOptions({
  mutationFn: ({ measure, text }: { measure: string; text: string }) =>
    call(commands.improveFromReview(measure, text)),
});
export const chooseDeck = mutationOptions({ mutationFn: () => call(commands.chooseDeck()) });
export const chooseTable = mutationOptions({ mutationFn: () => call(commands.chooseTable()) });
