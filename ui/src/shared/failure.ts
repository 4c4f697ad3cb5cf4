/** A failure in words: a complete table from code to what happened and what to do. */
import type { ErrorCode } from "$ui/ipc/bindings";
import { CommandError } from "$ui/ipc/call";
import { t, word, type WordKey } from "./words";

const words: Record<Exclude<ErrorCode, "rejected" | "some-refused">, WordKey> = {
  "not-found": "error.notFound",
  invalid: "error.invalid",
  frozen: "error.frozen",
  "too-new": "error.tooNew",
  "not-a-portfolio": "error.notAPortfolio",
  corrupt: "error.corrupt",
  busy: "error.busy",
  "read-only": "error.readOnly",
  "disk-full": "error.diskFull",
  unconfirmed: "error.unconfirmed",
  "missing-file": "error.missingFile",
  "no-portfolio": "error.noPortfolio",
  vanished: "error.vanished",
  replaced: "error.replaced",
  overwritten: "error.overwritten",
  io: "error.io",
  storage: "error.storage",
};

/** What happened, for a person. */
export function explained(error: unknown): string {
  if (!(error instanceof CommandError)) return t("error.storage");
  if (error.code === "some-refused") return refused(error);
  if (error.code === "rejected") return word("rule", error.params["rule"] ?? "");
  if (error.code === "invalid") {
    const { field = "", reason = "", of = "", says = "" } = error.params;
    const spoken = reason === "out-of-range" ? word("range", of) : of;
    return t("error.invalid", {
      field: word("field", field),
      reason:
        reason === "unreadable"
          ? word("unread", says, placed(error.params))
          : word("reason", reason, { of: spoken }),
    });
  }
  const values = placed(error.params);
  if (error.code === "not-found") values["entity"] = word("entity", values["entity"] ?? "");
  return t(words[error.code], values);
}

/** Parameters as what stands in the places of a sentence. */
function placed(params: CommandError["params"]): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value ?? ""]));
}

/** How many ids a sentence names. */
const named = 12;

function refused({ params }: CommandError): string {
  const { count = "", all = "", rule = "" } = params;
  const which = refusedIds(params);
  const ids = which.length > named ? [...which.slice(0, named), "…"] : which;
  return t("error.someRefused", { count, all, ids: ids.join(", "), why: word("rule", rule) });
}

function refusedIds(params: CommandError["params"]): string[] {
  return (params["ids"] ?? "").split(", ").filter((id) => id !== "");
}

/** Which of many were refused; none when that is not what failed. */
export function whichRefused(error: unknown): string[] {
  return error instanceof CommandError && error.code === "some-refused" ? refusedIds(error.params) : [];
}
