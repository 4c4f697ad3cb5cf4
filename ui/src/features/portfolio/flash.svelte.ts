/** What an undo changed, outlined for a moment where it is shown. */
import { SvelteSet } from "svelte/reactivity";
import type { ListQuery } from "$ui/ipc/bindings";
import { placeOf } from "./queries";

const LASTS = 2_000;

const ids = new SvelteSet<string>();
let place = $state<number | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export const flashes = {
  has: (id: string) => ids.has(id),
  /** Where in the list the first of them stands, while it is to be brought in sight. */
  get place() {
    return place;
  },
};

let shown: ListQuery | null = null;

/** Says which list is on the screen until it is left; call it in an effect. */
export function listIsShown(query: ListQuery): () => void {
  shown = query;
  return () => {
    shown = null;
  };
}

/** Outlines proposals, and brings the first of them in sight where a list is shown. */
export async function flash(changed: readonly string[]): Promise<void> {
  clearTimeout(timer);
  ids.clear();
  for (const id of changed) ids.add(id);
  const [first] = changed;
  place = first === undefined || shown === null ? null : await placeOf(shown, first);
  timer = setTimeout(() => {
    ids.clear();
    place = null;
  }, LASTS);
}
