/** What the actions of the window act on, and how one is written down. */
import type { PortfolioState, Preferences, Proposal, Step } from "$ui/ipc/bindings";
import type { Action, MenuName } from "$ui/shared/actions/registry.svelte";
import { t, type WordKey } from "$ui/shared/words";

/** What is open and shown, and what only the window can do. */
export interface Scene {
  readonly portfolio: PortfolioState;
  readonly preferences: Preferences;
  readonly undo: Step | null;
  readonly redo: Step | null;
  readonly proposal: Proposal | null;
  readonly remember: (next: Preferences) => void;
  readonly undoLast: () => void;
  readonly redoLast: () => void;
  readonly openPalette: () => void;
  readonly openSheet: () => void;
  readonly failed: (error: unknown) => void;
}

type More = Partial<Pick<Action, "keys" | "single" | "blocked" | "label" | "apart" | "tellsWhy">>;

/** An action; it can always be done unless `more` says why not. */
export function action(id: string, menu: MenuName, label: WordKey, run: () => void, more: More = {}): Action {
  return { id, menu, label: () => t(label), blocked: () => null, run, ...more };
}

/** Runs a mutation for an action, for which no component is mounted. */
export function doing<T, V>(
  { failed }: Scene,
  { mutationFn }: { mutationFn?: ((input: V, context: never) => Promise<T>) | undefined },
  input: V,
  then: (value: T) => void = () => undefined,
) {
  return () => {
    mutationFn?.(input, undefined as never).then(then, failed);
  };
}
