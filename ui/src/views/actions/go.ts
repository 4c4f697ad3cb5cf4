/** The Go menu: the areas, back and forward, and finding. */
import { openWindow } from "$ui/features/settings/queries";
import type { Action } from "$ui/shared/actions/registry.svelte";
import { focusSoon } from "$ui/shared/focus";
import { go, here } from "$ui/shared/route.svelte";
import { action } from "./scene";

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
  if (here().area !== "portfolio") go("portfolio");
  focusSoon("filter");
}

function search(): void {
  if (here().area !== "search") go("search");
  focusSoon("search");
}

/** The actions of the Go menu. */
export function goActions(): Action[] {
  const visits = areas.map(({ area, more }) => {
    const visit = () => {
      go(area);
    };
    const apart = () => void openWindow.mutationFn?.(area, undefined as never);
    return action(`go-${area}`, "go", `area.${area}`, visit, { ...more, apart });
  });
  return [
    ...visits,
    action("back", "go", "do.back", back, { keys: ["Mod+[", "Alt+ArrowLeft"] }),
    action("forward", "go", "do.forward", forward, { keys: ["Mod+]", "Alt+ArrowRight"] }),
    action("find", "go", "do.find", find, { keys: ["Mod+f"], single: "/" }),
    action("search", "go", "do.search", search, { keys: ["Mod+Shift+f"] }),
  ];
}
