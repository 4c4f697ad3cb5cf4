import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";

export const lessonList = queryOptions({
  queryKey: ["lessons", "list"],
  queryFn: () => call(commands.lessons()),
});
export const proposalFromLesson = mutationOptions({
  mutationFn: (id: string) => call(commands.proposalFromLesson(id)),
});
