/** The details of the log in words. The log keeps codes, ids and what people wrote; only codes are put into words. */
import type { Action, LogEntry } from "$ui/ipc/bindings";
import { date } from "$ui/shared/format";
import { type Family, t, word, words } from "$ui/shared/words";

/** Whose codes the details of an action hold. */
const families: Partial<Record<Action, Family>> = {
  "move-stage": "stage",
  "record-score": "criterion",
  "reaffirm-score": "criterion",
  "settle-level": "criterion",
  "print-decision": "outcome",
  "give-verdict": "verdict",
  "set-presence": "presence",
  "advance-meeting": "phase",
  "note-later-outcome": "finding",
  undo: "action",
  redo: "action",
};

/** The last word that is a code of the family, in words; ids and names stay. */
function spoken(detail: string, family: Family): string {
  const [parts, known] = [detail.split(" "), words(family)];
  const at = parts.findLastIndex((part) => part in known);
  return at === -1 ? detail : parts.with(at, word(family, parts[at] ?? "")).join(" ");
}

/** How a detail is said that is more than a code, by its whole, its first word and its last. */
const sayings: Partial<Record<Action, (whole: string, first: string, last: string) => string>> = {
  "put-off-spark": (until) => date(until),
  "resolve-forecast": (answer) => (answer === "yes" ? t("journal.cameTrue") : t("journal.cameNot")),
  "switch-rule": (_, rule, to) =>
    to === "on" ? t("journal.ruleOn", { rule }) : t("journal.ruleOff", { rule }),
  "withdraw-round": (_, id, number) => t("journal.round", { id, number }),
  "move-timer": (how) => word("timerMove", how),
  "change-rubric": (_, __, number) => t("journal.version", { number }),
  "schedule-check-ins": (days) => t("journal.everyDays", { count: Number(days) }),
  "record-observations": (values) => t("decks.values", { count: Number(values) }),
  "hand-out-kit": (people) => t("journal.people", { count: Number(people) }),
};

/** What an entry says beside its action and its subject; null when nothing. */
export function detailOf({ action, detail }: LogEntry): string | null {
  if (detail === null) return null;
  const [say, family] = [sayings[action], families[action]];
  const parts = detail.split(" ");
  if (say !== undefined) return say(detail, parts[0] ?? "", parts.at(-1) ?? "");
  if (action === "advance-meeting" && detail === "ended") return t("journal.meetingEnded");
  return family === undefined ? detail : spoken(detail, family);
}
