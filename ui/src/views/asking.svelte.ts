/** What the window asks about proposals: where to move them, which tag, which meeting, a forecast, a look at one. One question
 * at a time. */
import type { Stage } from "$ui/ipc/bindings";

interface Asking {
  move: { readonly ids: readonly string[]; readonly to: Stage | null } | null;
  tag: readonly string[] | null;
  meeting: readonly string[] | null;
  peek: string | null;
  /** What a forecast is made from: a proposal or a note, and its words. */
  forecast: { readonly proposal: string | null; readonly note: string | null; readonly words: string } | null;
  sheet: boolean;
}

export const asking = $state<Asking>({
  move: null,
  tag: null,
  meeting: null,
  peek: null,
  forecast: null,
  sheet: false,
});
