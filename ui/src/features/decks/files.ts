/** A deck from files as a part of an address: which files, and how their dates are read. */
import type { DeckOfFiles } from "$ui/ipc/bindings";

export function placeOfFiles({ files, date_order }: DeckOfFiles): string {
  return JSON.stringify({ ...files, date_order });
}

export function deckOfFiles(place: string): DeckOfFiles {
  type Written = DeckOfFiles["files"] & Pick<DeckOfFiles, "date_order">;
  const {
    deck = "",
    data = null,
    annotations = null,
    date_order = null,
  } = JSON.parse(place) as Partial<Written>;
  return { files: { deck, data, annotations }, date_order };
}
