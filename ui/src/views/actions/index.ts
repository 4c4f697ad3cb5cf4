/** Everything a person can do from anywhere: one list for menu, palette, keys and the shortcut sheet. */
import type { Menu } from "$ui/ipc/bindings";
import { type Action, keysOf, type MenuName, withKeys } from "$ui/shared/actions/registry.svelte";
import { go } from "$ui/shared/route.svelte";
import { t } from "$ui/shared/words";
import { editActions } from "./edit";
import { fileActions } from "./file";
import { goActions } from "./go";
import { proposalActions } from "./proposal";
import { action, type Scene } from "./scene";
import { viewActions } from "./view";

/** Everything that can be done, with what holds each back now. */
export function windowActions(scene: Scene): Action[] {
  const actions = [
    ...fileActions(scene),
    ...editActions(scene),
    ...viewActions(scene),
    ...goActions(),
    ...proposalActions(scene),
    action("learn", "help", "learn.title", () => {
      go("learn");
    }),
    action("changes", "help", "area.changes", () => {
      go("changes");
    }),
    action("keys", "help", "do.keys", scene.openSheet, { keys: ["Mod+/", "F1"], single: "?" }),
  ];
  return withKeys(actions, scene.preferences.keys ?? {});
}

const firstSentence = (text: string) => text.split(/(?<=\.) /)[0] ?? "";

/** The menu bar that the actions define. */
export function menusOf(actions: readonly Action[]): Menu[] {
  const names: readonly MenuName[] = ["file", "edit", "view", "go", "proposal", "window", "help"];
  return names.map((name) => ({
    label: t(`menu.${name}`),
    items: actions
      .filter((one) => one.menu === name)
      .map((one) => ({
        id: one.id,
        label: [one.label(), one.tellsWhy === true ? firstSentence(one.blocked() ?? "") : "", keysOf(one)]
          .filter((part) => part !== "")
          .join("\u2003"),
        enabled: one.blocked() === null,
      })),
  }));
}
