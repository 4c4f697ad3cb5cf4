/** Keeps what screens show as fresh as what the core stored. */
import type { QueryClient } from "@tanstack/svelte-query";
import { events } from "./bindings";

/** Re-reads every query whose key starts with a topic the core announced. */
export function followChanges(client: QueryClient): Promise<() => void> {
  return events.dataChanged.listen(({ payload: topics }) => {
    for (const topic of topics) void client.invalidateQueries({ queryKey: [topic] });
    void client.invalidateQueries({ queryKey: ["undo"] });
  });
}
