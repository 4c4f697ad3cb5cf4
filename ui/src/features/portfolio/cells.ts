/** What cells say, in words, and what an edited cell becomes. */
import type { Description, GroupCount, Grouping, ProposalLine } from "$ui/ipc/bindings";
import { date, daysSince } from "$ui/shared/format";
import { t, word } from "$ui/shared/words";
import type { ColumnName } from "./columns";

/** What holds a proposal back, in words. */
export function heldWords(line: ProposalLine): string {
  if (line.lane !== "new") return t("portfolio.improvement");
  const { big, should, plan } = line.seals;
  if (big === null && should === null && plan === null) return t("portfolio.notScored");
  if (line.held_back_by.length === 0) return t("portfolio.nothing");
  return line.held_back_by.map((one) => word("criterion", one)).join(", ");
}

/** The text of a cell. */
export function cellText(line: ProposalLine, column: ColumnName): string {
  switch (column) {
    case "problem":
      return line.problem === "" ? t("portfolio.noProblem") : line.problem;
    case "customer":
      return line.customer === "" ? t("portfolio.none") : line.customer;
    case "seals":
      return "";
    case "held":
      return heldWords(line);
    case "stage":
      return word("stage", line.stage);
    case "owner":
      return line.owner ?? t("portfolio.none");
    case "tags":
      return line.tags.join(", ");
    case "origin":
      return line.origin === null ? "" : word("origin", line.origin);
    case "revisit":
      return line.revisit_on === null ? "" : date(line.revisit_on);
    case "updated":
      return date(line.updated);
    case "age":
      return t("portfolio.days", { count: daysSince(line.stage_since) });
  }
}

/** The heading of a group. */
export function groupWords(by: Grouping | null, { key, name }: GroupCount): string {
  if (by === "held") {
    if (key === "unscored") return t("portfolio.notScored");
    if (key === "") return t("portfolio.nothing");
    return key
      .split(" ")
      .map((one) => word("criterion", one))
      .join(", ");
  }
  if (key === "") return t("portfolio.none");
  return by === "stage" || by === "origin" ? word(by, key) : name;
}

/** What the editor of a cell begins with. */
export function editedText(line: ProposalLine, column: ColumnName): string {
  switch (column) {
    case "customer":
      return line.customer;
    case "owner":
      return line.owner ?? "";
    case "tags":
      return line.tags.join(", ");
    case "revisit":
      return line.revisit_on ?? "";
    case "stage":
      return line.stage;
    case "problem":
    case "seals":
    case "held":
    case "origin":
    case "updated":
    case "age":
      return "";
  }
}

/** What is described when a cell is edited to `text`; null for a column that is no description. */
export function described(column: ColumnName, text: string): Partial<Description> | null {
  switch (column) {
    case "owner":
      return { owner: text.trim() };
    case "revisit":
      return { revisit_on: text };
    case "tags":
      return {
        tags: text
          .split(",")
          .map((tag) => tag.trim())
          .filter((tag) => tag !== ""),
      };
    case "customer":
    case "stage":
    case "problem":
    case "seals":
    case "held":
    case "origin":
    case "updated":
    case "age":
      return null;
  }
}
