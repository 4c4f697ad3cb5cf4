// Where keys take the cursor of the table, and what its columns become.
import { expect, test } from "vitest";
import { columnsOf, moved, resized } from "$ui/features/portfolio/columns";
import { stepOf } from "$ui/features/portfolio/grid";

const extent = { rows: 100, columns: 5, sight: 10 };
const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test("arrows, Home, End and pages move the cursor and stop at the edges; row -1 is the headings", () => {
  const from = { row: 3, column: 2 };
  expect(stepOf(press("ArrowDown"), from, extent, true)).toEqual({ row: 4, column: 2 });
  expect(stepOf(press("ArrowLeft"), from, extent, true)).toEqual({ row: 3, column: 1 });
  expect(stepOf(press("Home"), from, extent, true)).toEqual({ row: 3, column: 0 });
  expect(stepOf(press("End"), from, extent, true)).toEqual({ row: 3, column: 4 });
  expect(stepOf(press("End", { ctrlKey: true }), from, extent, true)).toEqual({ row: 99, column: 4 });
  expect(stepOf(press("PageDown"), { row: 95, column: 0 }, extent, true)).toEqual({ row: 99, column: 0 });
  expect(stepOf(press("ArrowUp"), { row: 0, column: 1 }, extent, true)).toEqual({ row: -1, column: 1 });
  expect(stepOf(press("ArrowUp"), { row: -1, column: 1 }, extent, true)).toEqual({ row: -1, column: 1 });
});

test("J and K move only where letters are commands, and no chord with Alt does", () => {
  const from = { row: 3, column: 2 };
  expect(stepOf(press("j"), from, extent, true)?.row).toBe(4);
  expect(stepOf(press("k"), from, extent, true)?.row).toBe(2);
  expect(stepOf(press("j"), from, extent, false)).toBeNull();
  expect(stepOf(press("ArrowRight", { altKey: true }), from, extent, true)).toBeNull();
});

test("a kept layout keeps its order and widths, and columns it does not know stand at the end", () => {
  const kept = columnsOf([
    { name: "age", width: 90, hidden: false },
    { name: "gone", width: 10, hidden: false },
    { name: "problem", width: 300, hidden: false },
  ]);
  expect(kept.slice(0, 2)).toEqual([
    { name: "age", width: 90, hidden: false },
    { name: "problem", width: 300, hidden: false },
  ]);
  expect(new Set(kept.map((column) => column.name)).size).toBe(kept.length);
  expect(kept.some((column) => column.name === "stage")).toBe(true);
});

test("moving a column passes over those that are hidden, and no column becomes too narrow to grasp", () => {
  const columns = columnsOf([
    { name: "problem", width: 300, hidden: false },
    { name: "owner", width: 100, hidden: true },
    { name: "stage", width: 100, hidden: false },
  ]);
  const names = moved(columns, "problem", 1)
    .filter((column) => !column.hidden)
    .map((column) => column.name);
  expect(names.slice(0, 2)).toEqual(["stage", "problem"]);
  expect(resized(columns, "stage", 3).find((column) => column.name === "stage")?.width).toBe(56);
});
