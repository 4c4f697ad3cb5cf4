import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands, type Menu, type Preferences, type Tongue, type WordEdit } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { windowLabel } from "$ui/ipc/desktop";

export const preferences = queryOptions({
  queryKey: ["preferences"],
  queryFn: () => call(commands.preferences()),
  staleTime: Infinity,
});
export const setPreferences = mutationOptions({
  mutationFn: (next: Preferences) => call(commands.setPreferences(next)),
  // Preferences are not in the portfolio, so no topic announces them.
  onSuccess: (_, next, __, { client }) => {
    client.setQueryData(preferences.queryKey, next);
    void client.invalidateQueries({ queryKey: systemTheme.queryKey });
  },
});
export const systemTheme = queryOptions({
  queryKey: ["system-theme"],
  queryFn: () => call(commands.systemTheme()),
  staleTime: Infinity,
});
export const people = queryOptions({ queryKey: ["people"], queryFn: () => call(commands.people()) });
export const renamePerson = mutationOptions({
  mutationFn: ({ id, name }: { id: string; name: string }) => call(commands.renamePerson(id, name)),
});
export const about = queryOptions({
  queryKey: ["about"],
  queryFn: () => call(commands.about()),
  staleTime: Infinity,
});
export const showMenu = (menus: Menu[]) => call(commands.showMenu(windowLabel, menus));
export const remindIn = (words: Record<string, string>) => call(commands.remindIn(words));
export const speakIn = (tongue: Tongue) => call(commands.speak(tongue));
export const setTitle = (title: string) => call(commands.setTitle(windowLabel, title));
export const openWindow = mutationOptions({
  mutationFn: (place: string) => call(commands.openWindow(place)),
});
export const closeWindow = () => call(commands.closeWindow(windowLabel));
export const quit = () => call(commands.quit());
export const mergePeople = mutationOptions({
  mutationFn: ({ from, into }: { from: string; into: string }) => call(commands.mergePeople(from, into)),
});
export const forgetPerson = mutationOptions({ mutationFn: (id: string) => call(commands.forgetPerson(id)) });
export const retirePerson = mutationOptions({ mutationFn: (id: string) => call(commands.retirePerson(id)) });
export const cancelTask = () => call(commands.cancelTask());
export const lintRules = queryOptions({
  queryKey: ["documents", "rules"],
  queryFn: () => call(commands.lintRules()),
});
export const switchRule = mutationOptions({
  mutationFn: ({ code, on }: { code: string; on: boolean }) => call(commands.switchRule(code, on)),
});
export const wordLists = queryOptions({
  queryKey: ["documents", "word-lists"],
  queryFn: () => call(commands.wordLists()),
});
export const changeWord = mutationOptions({
  mutationFn: (edit: WordEdit) => call(commands.changeWord(edit)),
});
