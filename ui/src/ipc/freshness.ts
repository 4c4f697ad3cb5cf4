/** Keeps what screens show as fresh as what the core stored. */
import type { Query, QueryClient } from "@tanstack/svelte-query";
import { events, type Topic } from "./bindings";

/** Topics a query shows besides the one its key begins with. */
export function shows(...topics: Topic[]): { meta: { topics: Topic[] } } {
  return { meta: { topics } };
}

/** Re-reads every query that shows a topic the core announced. */
export function followChanges(client: QueryClient): Promise<() => void> {
  return events.dataChanged.listen(({ payload: topics }) => {
    refresh(client, topics);
  });
}

/** Re-reads every query that shows one of the topics. */
export function refresh(client: QueryClient, topics: Topic[]): void {
  const stale = new Set<unknown>([...topics, "undo"]);
  const predicate = ({ queryKey, meta }: Query) => {
    const further = meta?.["topics"];
    return stale.has(queryKey[0]) || (Array.isArray(further) && further.some((topic) => stale.has(topic)));
  };
  // A first read that is under way may have begun before the change, and is not begun again by what follows.
  const firstReads = client
    .getQueryCache()
    .findAll({ predicate, fetchStatus: "fetching" })
    .filter(({ state }) => state.data === undefined);
  void client.invalidateQueries({ predicate });
  for (const { promise, queryKey } of firstReads) {
    const again = () => client.invalidateQueries({ queryKey, exact: true });
    void promise?.then(again, again);
  }
}
