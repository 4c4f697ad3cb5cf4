/** The Go menu: the areas, back and forward, and finding. */
import type { Action } from "$ui/shared/actions/registry.svelte";
import { go } from "$ui/shared/route.svelte";
import { action, focusSoon } from "./scene";

const areas = [
  { area: "journal", more: { keys: ["Mod+1"], single: "g j" } },
  { area: "portfolio", more: { keys: ["Mod+2"], single: "g p" } },
  { area: "meetings", more: { keys: ["Mod+3"], single: "g m" } },
  { area: "launches", more: { keys: ["Mod+4"], single: "g l" } },
  { area: "decks", more: { single: "g d" } },
  { area: "lessons", more: { keys: ["Mod+5"], single: "g e" } },
  { area: "insights", more: { keys: ["Mod+6"], single: "g i" } },
  { area: "settings", more: { keys: ["Mod+,"] } },
  { area: "trash", more: {} },
] as const;

function back(): void {
  history.back();
}

function forward(): void {
  history.forward();
}

function find(): void {
  go("portfolio");
  focusSoon("filter");
}

/** The actions of the Go menu. */
export function goActions(): Action[] {
  const visits = areas.map(({ area, more }) => {
    const visit = () => {
      go(area);
    };
    return action(`go-${area}`, "go", `area.${area}`, visit, more);
  });
  return [
    ...visits,
    action("back", "go", "do.back", back, { keys: ["Mod+[", "Alt+ArrowLeft"] }),
    action("forward", "go", "do.forward", forward, { keys: ["Mod+]", "Alt+ArrowRight"] }),
    action("find", "go", "do.search", find, { keys: ["Mod+f", "Mod+Shift+f"], single: "/" }),
  ];
}
