/** A failure in words: a complete table from code to what happened and what to do. */
import type { ErrorCode } from "$ui/ipc/bindings";
import { CommandError } from "$ui/ipc/call";
import { t, word, type WordKey } from "./words";

const words: Record<Exclude<ErrorCode, "rejected">, WordKey> = {
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
  io: "error.io",
  storage: "error.storage",
};

/** What happened, for a person. */
export function explained(error: unknown): string {
  if (!(error instanceof CommandError)) return t("error.storage");
  if (error.code === "rejected") return word("rule", error.params["rule"] ?? "");
  if (error.code === "invalid") {
    const { field = "", detail = "" } = error.params;
    return t("error.invalid", { field: word("field", field), detail });
  }
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(error.params)) values[name] = value ?? "";
  return t(words[error.code], values);
}
