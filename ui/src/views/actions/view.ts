/** The View menu: how the window looks. */
import type { Preferences } from "$ui/ipc/bindings";
import type { Action } from "$ui/shared/actions/registry.svelte";
import { focusRegion } from "$ui/shared/regions";
import { go, here } from "$ui/shared/route.svelte";
import { action, type Scene } from "./scene";

/** The actions of the View menu. */
export function viewActions({ preferences, remember, openPalette }: Scene): Action[] {
  const change = (next: Partial<Preferences>) => () => {
    remember({ ...preferences, ...next });
  };
  const zoom = preferences.zoom ?? 100;
  const fold = change({ sidebar_collapsed: preferences.sidebar_collapsed !== true });
  const region = (step: 1 | -1) => () => {
    focusRegion(step);
  };
  return [
    ...(["table", "board", "matrix"] as const).map((kind) => {
      const show = () => {
        go("portfolio", here().area === "portfolio" && here().id !== "" ? here().id : "active", kind);
      };
      return action(`view-${kind}`, "view", `portfolio.kind.${kind}`, show, { single: `v ${kind[0] ?? ""}` });
    }),
    action("palette", "view", "do.palette", openPalette, { keys: ["Mod+k"] }),
    action("sidebar", "view", "do.sidebar", fold, { keys: ["Mod+\\", "F9"] }),
    action("light", "view", "do.light", change({ theme: "light" })),
    action("dark", "view", "do.dark", change({ theme: "dark" })),
    action("system-theme", "view", "do.systemTheme", change({ theme: "system" })),
    action("larger", "view", "do.zoomIn", change({ zoom: Math.min(200, zoom + 10) }), {
      keys: ["Mod+=", "Mod++"],
    }),
    action("smaller", "view", "do.zoomOut", change({ zoom: Math.max(80, zoom - 10) }), { keys: ["Mod+-"] }),
    action("actual", "view", "do.zoomReset", change({ zoom: 100 }), { keys: ["Mod+0"] }),
    action("next-region", "view", "do.nextRegion", region(1), { keys: ["F6"] }),
    action("previous-region", "view", "do.previousRegion", region(-1), { keys: ["Shift+F6"] }),
  ];
}
