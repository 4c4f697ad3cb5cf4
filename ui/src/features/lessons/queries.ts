import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands, type LessonInput } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { shows } from "$ui/ipc/freshness";

export const lessonList = queryOptions({
  queryKey: ["lessons", "list"],
  ...shows("proposals"),
  queryFn: () => call(commands.lessons()),
});
export const lessonsFor = (id: string) =>
  queryOptions({
    queryKey: ["lessons", "for", id],
    ...shows("documents", "proposals"),
    queryFn: () => call(commands.lessonsFor(id)),
  });
export const keepLesson = mutationOptions({
  mutationFn: (input: LessonInput) => call(commands.keepLesson(input)),
});
export const dropLesson = mutationOptions({ mutationFn: (id: string) => call(commands.dropLesson(id)) });
export const takeSuggestionOver = mutationOptions({
  mutationFn: (id: string) => call(commands.takeSuggestionOver(id)),
});
export const proposalFromLesson = mutationOptions({
  mutationFn: (id: string) => call(commands.proposalFromLesson(id)),
});
export const principleList = queryOptions({
  queryKey: ["principles", "list"],
  ...shows("decisions"),
  queryFn: () => call(commands.principles()),
});
export const keepPrinciple = mutationOptions({
  mutationFn: (text: string) => call(commands.keepPrinciple(text)),
});
export const retirePrinciple = mutationOptions({
  mutationFn: (id: string) => call(commands.retirePrinciple(id)),
});
export const applyPrinciple = mutationOptions({
  mutationFn: ({ decision, id, applies }: { decision: string; id: string; applies: boolean }) =>
    call(commands.applyPrinciple(decision, id, applies)),
});
