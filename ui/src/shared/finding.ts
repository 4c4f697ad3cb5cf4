/** Finding a proposal to name: by its id, or by words of it. */
import { queryOptions } from "@tanstack/svelte-query";
import { commands, type ProposalLine } from "../ipc/bindings";
import { call } from "../ipc/call";
import { shows } from "../ipc/freshness";

const AT_MOST = 8;

async function find(text: string): Promise<ProposalLine[]> {
  const { found } = await call(commands.search(text, "first", AT_MOST));
  const lines = found.map((one) => one.proposal).filter((line) => line !== null);
  const number = /^p?-?(\d+)$/i.exec(text)?.[1];
  if (number === undefined) return lines;
  const named = await commands.proposal(`P-${number}`);
  const rest = lines.filter((line) => named.status !== "ok" || line.id !== named.data.line.id);
  return named.status === "ok" ? [named.data.line, ...rest] : rest;
}

/** The proposals that a text may mean, the named one first. */
export const proposalsLike = (text: string) =>
  queryOptions({
    queryKey: ["proposals", "like", text],
    ...shows("documents"),
    queryFn: () => find(text),
    placeholderData: (before) => before,
  });
