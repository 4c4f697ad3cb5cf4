/** The columns of the table: what each sorts by, whether it can be edited, and how wide it begins. */
import type { Column, Sort } from "$ui/ipc/bindings";

/** The columns there are. */
export type ColumnName =
  | "problem"
  | "customer"
  | "seals"
  | "held"
  | "stage"
  | "owner"
  | "tags"
  | "origin"
  | "revisit"
  | "updated"
  | "age";

/** What is edited in place, and as what. */
export type Editor = "line" | "stage" | "date";

/** What is known of a column. */
export interface ColumnKind {
  readonly width: number;
  /** How far a narrow window makes it narrower, as long as nobody gave it a width. */
  readonly least: number;
  readonly sort: Sort | null;
  readonly editor: Editor | null;
  readonly hidden: boolean;
}

/** Every column in the order of a new view. The problem takes the room that is left. */
export const columnKinds: Readonly<Record<ColumnName, ColumnKind>> = {
  problem: { width: 260, least: 164, sort: "problem", editor: null, hidden: false },
  customer: { width: 150, least: 88, sort: "customer", editor: "line", hidden: false },
  seals: { width: 124, least: 96, sort: "strength", editor: null, hidden: false },
  held: { width: 150, least: 92, sort: "held", editor: null, hidden: false },
  stage: { width: 100, least: 80, sort: "stage", editor: "stage", hidden: false },
  owner: { width: 130, least: 80, sort: "owner", editor: "line", hidden: true },
  tags: { width: 150, least: 72, sort: null, editor: "line", hidden: true },
  origin: { width: 110, least: 72, sort: null, editor: null, hidden: true },
  revisit: { width: 116, least: 92, sort: null, editor: "date", hidden: true },
  updated: { width: 116, least: 92, sort: "updated", editor: null, hidden: true },
  age: { width: 70, least: 50, sort: "age", editor: null, hidden: false },
};

const names = Object.keys(columnKinds) as ColumnName[];
const narrowest = 56;
const widest = 800;

/** A column as it is drawn. */
export interface Drawn {
  readonly name: ColumnName;
  readonly width: number;
  readonly hidden: boolean;
}

/** The room of the box that selects a row. */
const boxWidth = 28;

/** The room a column needs when there is little; a width that somebody chose stays as it is. */
function leastOf({ name, width }: Drawn): number {
  return width === columnKinds[name].width ? columnKinds[name].least : width;
}

/** The rooms of columns in a grid. The problem takes what is left, and is the last to become narrow. */
export function tracksOf(columns: readonly Drawn[]): string {
  const others = columns.filter(({ name }) => name !== "problem");
  const taken = others.reduce((sum, column) => sum + leastOf(column), boxWidth);
  const tracks = columns.map((column) => {
    const least = leastOf(column);
    if (column.name === "problem") {
      return `minmax(clamp(${least}px, calc(100cqi - ${taken}px), ${column.width}px), 1fr)`;
    }
    return least === column.width ? `${least}px` : `minmax(${least}px, ${column.width}px)`;
  });
  return `${boxWidth}px ${tracks.join(" ")}`;
}

/** The columns of a layout; those it does not know of, or that a newer version added, stand at the end. */
export function columnsOf(kept: readonly Column[]): Drawn[] {
  const known = kept.flatMap((column) => {
    const name = names.find((one) => one === column.name);
    return name === undefined ? [] : [{ name, width: column.width, hidden: column.hidden }];
  });
  const rest = names.filter((name) => !known.some((column) => column.name === name));
  return [...known, ...rest.map((name) => ({ name, ...pick(columnKinds[name]) }))];
}

function pick({ width, hidden }: ColumnKind): { width: number; hidden: boolean } {
  return { width, hidden };
}

/** The columns with one of another width. */
export function resized(columns: readonly Drawn[], name: ColumnName, width: number): Drawn[] {
  const within = Math.round(Math.min(widest, Math.max(narrowest, width)));
  return columns.map((column) => (column.name === name ? { ...column, width: within } : column));
}

/** The columns with one moved so many places among those that are shown. */
export function moved(columns: readonly Drawn[], name: ColumnName, step: number): Drawn[] {
  const shown = columns.filter((column) => !column.hidden);
  const at = shown.findIndex((column) => column.name === name);
  const to = Math.min(shown.length - 1, Math.max(0, at + step));
  const [one] = shown.splice(at, 1);
  if (one === undefined) return [...columns];
  shown.splice(to, 0, one);
  return [...shown, ...columns.filter((column) => column.hidden)];
}
