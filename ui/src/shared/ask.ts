/** What a proposal asks for, in words. */
import type { Ask } from "$ui/ipc/bindings";
import { t } from "./words";

/** People, money and weeks, as far as they are named. */
export function askParts({ people, money, weeks }: Ask): string[] {
  return [people, money, weeks === null ? null : t("rivals.weeks", { weeks })].filter(
    (part) => part !== null,
  );
}
