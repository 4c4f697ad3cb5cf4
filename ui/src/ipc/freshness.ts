/** Keeps what screens show as fresh as what the core stored. */
import type { QueryClient } from "@tanstack/svelte-query";
import { events, type Topic } from "./bindings";

/** Topics a query shows besides the one its key begins with. */
export function shows(...topics: Topic[]): { meta: { topics: Topic[] } } {
  return { meta: { topics } };
}

/** Re-reads every query that shows a topic the core announced. */
export function followChanges(client: QueryClient): Promise<() => void> {
  return events.dataChanged.listen(({ payload: topics }) => {
    const stale = new Set<unknown>([...topics, "undo"]);
    void client.invalidateQueries({
      predicate: ({ queryKey, meta }) => {
        const further = meta?.["topics"];
        return (
          stale.has(queryKey[0]) || (Array.isArray(further) && further.some((topic) => stale.has(topic)))
        );
      },
    });
  });
}
