/** Links out of the application: where one leads is shown before it is followed, since its words may say something else. */
import { commands } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { notify } from "./parts/toasts.svelte";
import { t } from "./words";

const LONGEST = 120;

/** Whether an address is one that a browser or mail program opens. */
export function leadsOutside(address: string): boolean {
  return /^(?:https?:\/\/|mailto:)\S+$/i.test(address);
}

/** Shows where an address leads, with a button that goes there. */
export function offerOutside(address: string): void {
  const shown = address.length > LONGEST ? `${address.slice(0, LONGEST)}…` : address;
  notify(t("app.leadsTo", { address: shown }), t("app.openOutside"), () => {
    void call(commands.openOutside(address));
  });
}
