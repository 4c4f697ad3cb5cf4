/** Where keys take the cursor of a grid. */

/** A place in a grid; row -1 is the headings. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** How far a grid reaches, and how many rows are in sight. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
  readonly sight: number;
}

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

/** The cell a key goes to from `from`; null when it is no key of movement. `letters` says whether J and K are. */
export function stepOf(press: Press, from: Cell, extent: Extent, letters: boolean): Cell | null {
  const far = press.ctrlKey || press.metaKey;
  const { row, column } = from;
  if (press.altKey) return null;
  const to = ((): Cell | null => {
    switch (press.key) {
      case "ArrowDown":
        return { row: row + 1, column };
      case "ArrowUp":
        return { row: row - 1, column };
      case "ArrowLeft":
        return { row, column: column - 1 };
      case "ArrowRight":
        return { row, column: column + 1 };
      case "PageDown":
        return { row: row + extent.sight, column };
      case "PageUp":
        return { row: Math.max(0, row - extent.sight), column };
      case "Home":
        return { row: far ? 0 : row, column: 0 };
      case "End":
        return { row: far ? extent.rows - 1 : row, column: extent.columns - 1 };
      case "j":
        return letters && !far ? { row: row + 1, column } : null;
      case "k":
        return letters && !far ? { row: row - 1, column } : null;
      default:
        return null;
    }
  })();
  if (to === null) return null;
  return {
    row: Math.min(extent.rows - 1, Math.max(-1, to.row)),
    column: Math.min(extent.columns - 1, Math.max(0, to.column)),
  };
}
