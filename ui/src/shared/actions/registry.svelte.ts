/** Actions as data: one definition feeds button, menu, palette and shortcut sheet. Keys are handled here and nowhere else. */

import { untrack } from "svelte";
import { t } from "../words";

/** A menu of the bar. */
export type MenuName = "file" | "edit" | "view" | "go" | "proposal" | "window" | "help";

/** Something a person can do. */
export interface Action {
  readonly id: string;
  readonly menu: MenuName;
  /** Its words. */
  readonly label: () => string;
  /** A chord such as `Mod+k`, with twins. */
  readonly keys?: readonly string[];
  /** A key or two without a modifier, such as `c` or `g p`. */
  readonly single?: string;
  /** Why it cannot be done now; null when it can. */
  readonly blocked: () => string | null;
  /** Its menu item says so too. */
  readonly tellsWhy?: true;
  readonly run: () => void;
  /** The same in a window of its own. */
  readonly apart?: () => void;
}

const isMac = navigator.platform.startsWith("Mac");

let offers = $state.raw<readonly (() => readonly Action[])[]>([]);

/** Offers the actions of a screen while it is shown; returns how to take them back. Call it in an effect. */
export function offer(actions: () => readonly Action[]): () => void {
  // Who offers does not depend on what others offer.
  offers = [...untrack(() => offers), actions];
  return () => {
    offers = untrack(() => offers).filter((one) => one !== actions);
  };
}

/** What the screens that are shown offer. */
export function offered(): readonly Action[] {
  return offers.flatMap((actions) => actions());
}

const arrows = { Left: "←", Right: "→", Up: "↑", Down: "↓" } as const;

/** Keys that keyboards name in their own language. */
const caps = ["Ctrl", "Shift", "Delete", "Space"] as const;

/** A chord as people read it. */
export function chord(keys: string): string {
  const shown = keys
    .replace("Mod", isMac ? "⌘" : "Ctrl")
    .replace(/Arrow(Left|Right|Up|Down)/, (_, way: keyof typeof arrows) => arrows[way])
    .replace(/\b[a-z]$/, (key) => key.toUpperCase());
  const named = caps.reduce((text, cap) => text.replace(cap, t(`cap.${cap}`)), shown);
  return named.replaceAll("+", isMac ? " " : "+");
}

/** The keys shown beside an action. */
export function keysOf(action: Action): string {
  const first = action.keys?.[0];
  if (first !== undefined) return chord(first);
  return action.single === undefined ? "" : singleOf(action.single);
}

/** A key without a modifier as people read it. */
export function singleOf(single: string): string {
  return chord(single.replace(/\b[a-z]\b/g, (key) => key.toUpperCase()).replace("shift+", "Shift+"));
}

/** A key without a modifier as actions name it: digits by their place on the keyboard, capitals by their Shift. */
function singleKey(event: KeyboardEvent): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  const key = digit ?? event.key.toLowerCase();
  return event.shiftKey && /^[a-z]$/.test(key) ? `shift+${key}` : key;
}

function pressed(event: KeyboardEvent): string {
  const parts: string[] = [];
  if (isMac ? event.metaKey : event.ctrlKey) parts.push("Mod");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey && (event.key.length > 1 || parts.length > 0)) parts.push("Shift");
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  parts.push(digit ?? (event.key.length === 1 ? event.key.toLowerCase() : event.key));
  return parts.join("+");
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

let current: () => readonly Action[] = () => [];

/** Runs an action by its id, when it can be done. */
export function perform(id: string): void {
  const action = current().find((one) => one.id === id);
  if (action?.blocked() === null) action.run();
}

/** The chord of a key press, as actions spell it; empty while only modifiers are held. */
export function chordOf(event: KeyboardEvent): string {
  return /^(Shift|Control|Alt|Meta|AltGraph)$/.test(event.key) ? "" : pressed(event);
}

/** The actions with the keys a person chose; a chord moved to one action is taken from every other. */
export function withKeys(actions: readonly Action[], chosen: Readonly<Record<string, string>>): Action[] {
  const taken = Object.values(chosen);
  return actions.map((action) => {
    const own = chosen[action.id];
    const { keys = [], single, ...rest } = action;
    if (own === undefined) {
      const left = keys.filter((key) => !taken.includes(key));
      return single === undefined || taken.includes(single)
        ? { ...rest, keys: left }
        : { ...rest, keys: left, single };
    }
    if (own === "") return rest;
    return own.includes("+") || (own.length > 1 && !own.includes(" "))
      ? { ...rest, keys: [own] }
      : { ...rest, single: own };
  });
}

/** Runs actions by their keys while `enabled` says so; returns how to stop. */
export function followKeys(
  actions: () => readonly Action[],
  singleKeys: () => boolean,
  enabled: () => boolean,
): () => void {
  current = actions;
  let before = "";
  const listen = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented || !enabled()) return;
    const key = pressed(event);
    const typing = isTyping(event.target);
    const byChord = actions().find((action) => action.keys?.includes(key));
    // Of a plain field: WebKitGTK binds no keys to its undo, so the field is asked for it, here and only here.
    if (
      (byChord?.id === "undo" || byChord?.id === "redo") &&
      (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)
    ) {
      event.preventDefault();
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else reaches a field's own history
      document.execCommand(byChord.id);
      return;
    }
    // In a field undo is the field's own, and so is a key that types or deletes.
    const ofField = typing && (byChord?.menu === "edit" || !/^(Mod|Alt)\+|^(Shift\+)?F\d/.test(key));
    if (byChord !== undefined && !ofField) {
      event.preventDefault();
      if (byChord.blocked() === null) byChord.run();
      return;
    }
    if (typing || !singleKeys() || event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) {
      before = "";
      return;
    }
    const name = singleKey(event);
    const typed = before === "" ? name : `${before} ${name}`;
    const bySingle = actions().find((action) => action.single === typed);
    const begins =
      bySingle === undefined && actions().some((action) => action.single?.startsWith(`${name} `));
    before = begins ? name : "";
    if (bySingle !== undefined && bySingle.blocked() === null) {
      event.preventDefault();
      bySingle.run();
    }
  };
  addEventListener("keydown", listen);
  return () => {
    removeEventListener("keydown", listen);
  };
}
