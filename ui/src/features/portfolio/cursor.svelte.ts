/** Where the cursor of the table stands, and what keys do with it. */
import type { Drawn } from "./columns";
import { columnKinds, moved, resized } from "./columns";
import { stepOf } from "./grid";
import type { Lines } from "./lines.svelte";
import type { Look } from "./look.svelte";
import { matching } from "./queries";

/** What the cursor moves over. */
export interface Ground {
  readonly look: () => Look;
  readonly lines: Lines;
  readonly columns: () => readonly Drawn[];
  /** How many rows are in sight. */
  readonly sight: () => number;
  readonly letters: () => boolean;
  readonly show: (row: number) => void;
}

/** More rows than there can be. */
const ALL = 4_294_967_295;

/** The cursor of a table. */
export class Cursor {
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Puts it in a row, and brings that in sight. */
  showRow(row: number): void {
    this.#ground.look().row = row;
    if (row >= 0) this.#ground.show(row);
  }

  /** The proposal it stands on. */
  current(): string | null {
    const { lines } = this.#ground;
    const at = this.#ground.look().row;
    const row = at < 0 || at >= lines.count ? null : lines.row(at);
    return row !== null && "line" in row ? (row.line?.id ?? null) : null;
  }

  /** What an action is about: the selection, else where it stands. */
  subjects(): string[] {
    const id = this.current();
    const { selection } = this.#ground.look();
    if (selection.size > 0) return selection.all();
    return id === null ? [] : [id];
  }

  /** Selects from the row where a stretch began to `row`. */
  async extendTo(row: number): Promise<void> {
    const look = this.#ground.look();
    const anchor = look.selection.anchor ?? look.row;
    const [a, b] = [anchor, row].map((one) => this.#ground.lines.proposalAt(Math.max(0, one)));
    if (typeof a !== "number" || typeof b !== "number") return;
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    look.selection.add(await matching({ ...look.query, offset: from, limit: to - from + 1 }));
    look.selection.anchor = anchor;
  }

  /** Selects everything the list shows, and nothing that it does not. */
  async selectAll(): Promise<void> {
    const look = this.#ground.look();
    look.selection.add(await matching({ ...look.query, offset: 0, limit: ALL }));
  }

  /** Moves by a key; whether it was one that moves. */
  step(event: KeyboardEvent): boolean {
    const { lines } = this.#ground;
    const look = this.#ground.look();
    const extent = { rows: lines.count, columns: this.#ground.columns().length, sight: this.#ground.sight() };
    const to = stepOf(event, { row: look.row, column: look.column }, extent, this.#ground.letters());
    if (to === null) return false;
    let { row } = to;
    const way = row < look.row ? -1 : 1;
    while (row >= 0 && row < lines.count && row !== look.row && lines.proposalAt(row) === null) row += way;
    if (event.shiftKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      look.selection.anchor ??= look.row;
      void this.extendTo(row);
    }
    look.column = to.column;
    this.showRow(Math.min(row, lines.count - 1));
    return true;
  }

  /** Keys among the headings: sort, move and resize a column. */
  heading(event: KeyboardEvent): boolean {
    const look = this.#ground.look();
    const columns = this.#ground.columns();
    const column = columns[look.column];
    if (look.row !== -1 || column === undefined) return false;
    const way = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (event.key === "Enter" || event.key === " ") {
      const by = columnKinds[column.name].sort;
      if (by !== null) look.sortBy(by, event.shiftKey);
    } else if (way !== 0 && event.altKey) {
      look.columns = moved(look.columns, column.name, way);
      look.column = Math.min(columns.length - 1, Math.max(0, look.column + way));
    } else if (way !== 0 && event.shiftKey) {
      look.columns = resized(look.columns, column.name, column.width + way * 16);
    } else return false;
    return true;
  }
}
