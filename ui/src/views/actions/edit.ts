/** The Edit menu: the application's own undo. In a field these keys are the field's. */
import type { Step } from "$ui/ipc/bindings";
import type { Action } from "$ui/shared/actions/registry.svelte";
import { notify } from "$ui/shared/parts/toasts.svelte";
import { t, word } from "$ui/shared/words";
import { action, type Scene } from "./scene";

/** A step in words: "Move 4 to Declined". */
export function stepWords({ action, subject, detail }: Step): string {
  const stage = action === "move-stage" && detail !== null ? word("stage", detail) : (detail ?? "");
  return word("step", action, { what: subject ?? "", detail: stage });
}

/** The actions of the Edit menu. */
export function editActions({ undo, redo, undoLast, redoLast }: Scene): Action[] {
  return [
    action("undo", "edit", "do.undo", undoLast, {
      keys: ["Mod+z"],
      blocked: () => (undo === null ? word("rule", "nothing-to-undo") : null),
      ...(undo === null ? {} : { label: () => t("do.undoNamed", { what: stepWords(undo) }) }),
    }),
    action("redo", "edit", "do.redo", redoLast, {
      keys: ["Mod+Shift+z", "Mod+y"],
      blocked: () => (redo === null ? word("rule", "nothing-to-redo") : null),
      ...(redo === null ? {} : { label: () => t("do.redoNamed", { what: stepWords(redo) }) }),
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
