/** Notes with names of their own, in the order of the text. */
import type { Note } from "$ui/ipc/bindings";

/** A note with a name of its own: a rule may find several things in one paragraph, which are dismissed as one. */
export interface Placed extends Note {
  readonly place: string;
}

/** The notes in the order of the text, each with its name. */
export function placed(notes: readonly Note[]): Placed[] {
  const met = new Map<string, number>();
  return notes
    .toSorted((a, b) => a.start - b.start)
    .map((note) => {
      const count = met.get(note.key) ?? 0;
      met.set(note.key, count + 1);
      return { ...note, place: `${note.key}/${count}` };
    });
}
