/** Which of the dialogs about files is open. They are asked for from menus and screens alike. */
import type { Printable } from "$ui/ipc/bindings";

/** What is asked now. */
export const asked = $state<{ export: boolean; print: readonly Printable[] }>({ export: false, print: [] });
