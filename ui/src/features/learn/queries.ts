import { queryOptions } from "@tanstack/svelte-query";
import { commands } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";

export const whyPages = (text: string) =>
  queryOptions({
    queryKey: ["learn", text],
    queryFn: () => commands.whyPages(text),
    staleTime: Infinity,
  });
export const whyPage = (key: string) =>
  queryOptions({
    queryKey: ["learn", "page", key],
    queryFn: () => call(commands.whyPage(key)),
    staleTime: Infinity,
  });
