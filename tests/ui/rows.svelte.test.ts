// Which rows of a long table are in the page, and how little it scrolls to show one.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { type Rows, rowsInSight, type Sight } from "$ui/shared/virtual.svelte";

vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    disconnect() {}
  },
);

/** What `work` finds of a table whose header is 30 px high, in a scroller of 430 px that begins at `top`. */
function withRows(
  of: Omit<Rows, "scroller">,
  top: number,
  work: (sight: Sight, scroller: HTMLElement) => void,
) {
  const scroller = document.createElement("div");
  Object.defineProperties(scroller, {
    clientHeight: { value: 430 },
    scrollHeight: { value: 30 + of.count * of.height },
  });
  scroller.scrollTop = top;
  const end = $effect.root(() => {
    const sight = rowsInSight(() => ({ ...of, scroller: () => scroller }), top);
    flushSync();
    work(sight, scroller);
  });
  end();
}

test("a table of a hundred thousand begins with the rows that fit the window, from where it was left", () => {
  vi.stubGlobal("innerHeight", 800);
  withRows({ count: 100_000, height: 40 }, 0, (sight) => {
    expect(sight.rows[0]).toBe(0);
    expect(sight.rows).toHaveLength(20);
  });
  withRows({ count: 100_000, height: 40 }, 4_000_000 - 430 + 30, (sight) => {
    expect(sight.rows[0]).toBe(99_990);
    expect(sight.rows.at(-1)).toBe(99_999);
  });
  withRows({ count: 3, height: 40 }, 0, (sight) => {
    expect(sight.rows).toEqual([0, 1, 2]);
  });
  withRows({ count: 0, height: 40 }, 0, (sight) => {
    expect(sight.rows).toEqual([]);
  });
});

test("scrolling follows, and a row is shown with as little of it as will do", () => {
  withRows({ count: 100_000, height: 40 }, 0, (sight, scroller) => {
    sight.show(9);
    expect(scroller.scrollTop).toBe(0);
    sight.show(10);
    expect(scroller.scrollTop).toBe(40);
    sight.show(0);
    expect(scroller.scrollTop).toBe(0);
    sight.show(99_999);
    expect(scroller.scrollTop).toBe(100_000 * 40 - 400);
    scroller.dispatchEvent(new Event("scroll"));
    expect(sight.rows).toContain(99_999);
    expect(sight.rows).not.toContain(9);
  });
});
