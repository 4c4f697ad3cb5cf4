import { queryOptions } from "@tanstack/svelte-query";
import { commands } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { language } from "$ui/shared/words/language.svelte";

export const whyPages = (text: string) =>
  queryOptions({
    queryKey: ["learn", text, language()],
    queryFn: () => commands.whyPages(text, language()),
    staleTime: Infinity,
  });
export const whyPage = (key: string) =>
  queryOptions({
    queryKey: ["learn", "page", key, language()],
    queryFn: () => call(commands.whyPage(key, language())),
    staleTime: Infinity,
  });
