/** Where the window is: an area, and in it perhaps one thing. Back and forward are the web view's own history. */

/** The areas of the sidebar, and the two that show one thing. */
export type Area =
  | "journal"
  | "portfolio"
  | "meetings"
  | "launches"
  | "lessons"
  | "insights"
  | "settings"
  | "trash"
  | "search"
  | "link"
  | "proposal"
  | "launch"
  | "decision"
  | "decks"
  | "deck"
  | "weekly"
  | "meeting"
  | "room"
  | "capture"
  | "retro"
  | "learn"
  | "changes";

/** A place in the window. */
export interface Place {
  readonly area: Area;
  readonly id: string;
  readonly tab: string;
}

const areas: readonly Area[] = [
  "journal",
  "portfolio",
  "meetings",
  "launches",
  "lessons",
  "insights",
  "settings",
  "trash",
  "search",
  "link",
  "proposal",
  "launch",
  "decision",
  "decks",
  "deck",
  "weekly",
  "meeting",
  "room",
  "capture",
  "retro",
  "learn",
  "changes",
];

function read(): Place {
  const [area = "", id = "", tab = ""] = location.hash
    .replace(/^#\/?/, "")
    .split("/")
    .map(decodeURIComponent);
  return (area === "link" ? linked(id) : null) ?? { area: areaNamed(area) ?? "journal", id, tab };
}

/** The place a link names by its area, if it does: `backcast://portfolio/shelf`. */
function linked(link: string): Place | null {
  const [name = "", id = "", tab = ""] = link.replace(/^backcast:\/*/i, "").split(/[/?]/);
  const area = areaNamed(name);
  return area === null ? null : { area, id, tab };
}

function areaNamed(name: string): Area | null {
  return areas.find((one) => one === name) ?? null;
}

let place = $state(read());
addEventListener("hashchange", () => {
  place = read();
});

/** Where the window is now. */
export function here(): Place {
  return place;
}

/** The address of a place. */
export function address(area: Area, id = "", tab = ""): string {
  return `#/${[area, id, tab]
    .filter((part) => part !== "")
    .map(encodeURIComponent)
    .join("/")}`;
}

/** Goes to a place. */
export function go(area: Area, id = "", tab = ""): void {
  location.hash = address(area, id, tab);
}

/** The address of what an id names. */
export function addressOf(id: string): string | null {
  if (id.startsWith("P-")) return address("proposal", id);
  if (id.startsWith("L-")) return address("launch", id);
  if (id.startsWith("D-")) return address("decision", id);
  if (id.startsWith("M-")) return address("meeting", id);
  if (id.startsWith("N-")) return address("lessons");
  if (id.startsWith("F-")) return address("insights", "forecasts");
  return null;
}
