/** The Edit menu: the application's own undo. In a field these keys are the field's. */
import type { Step } from "$ui/ipc/bindings";
import type { Action } from "$ui/shared/actions/registry.svelte";
import { notify } from "$ui/shared/parts/toasts.svelte";
import { t, word } from "$ui/shared/words";
import { action, type Scene } from "./scene";

function named(step: Step): string {
  return [word("action", step.action), step.subject].filter((part) => part !== null).join(" ");
}

/** The actions of the Edit menu. */
export function editActions({ undo, redo, undoLast, redoLast }: Scene): Action[] {
  return [
    action("undo", "edit", "do.undo", undoLast, {
      keys: ["Mod+z"],
      blocked: () => (undo === null ? word("rule", "nothing-to-undo") : null),
      ...(undo === null ? {} : { label: () => t("do.undoNamed", { what: named(undo) }) }),
    }),
    action("redo", "edit", "do.redo", redoLast, {
      keys: ["Mod+Shift+z", "Mod+y"],
      blocked: () => (redo === null ? word("rule", "nothing-to-redo") : null),
      ...(redo === null ? {} : { label: () => t("do.redoNamed", { what: named(redo) }) }),
    }),
    action(
      "save",
      "edit",
      "do.save",
      () => {
        notify(t("do.savesItself"));
      },
      { keys: ["Mod+s"] },
    ),
  ];
}
