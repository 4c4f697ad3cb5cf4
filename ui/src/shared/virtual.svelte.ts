/** Only the rows in sight are in the page. All are of one height, so where each of them lies is arithmetic, whatever their number. */

/** Rows kept ready above and below what is in sight, once that is painted. */
const SPARE = 6;

/** What is scrolled through. */
export interface Rows {
  readonly count: number;
  /** Of one row, in pixels. */
  readonly height: number;
  readonly scroller: () => HTMLElement | null;
}

/** The rows in sight, counted from 0, and how to bring others there. */
export interface Sight {
  readonly rows: readonly number[];
  /** Scrolls as little as it takes to see a row whole. */
  readonly show: (row: number) => void;
}

/** Follows a scroller that begins at `top`; call it while a component is set up. */
export function rowsInSight(of: () => Rows, top = 0): Sight {
  let from = $state(top);
  // Before there is anything to measure, no scroller is taller than its window.
  let room = $state(innerHeight);
  let spare = $state(0);
  const first = $derived(Math.max(0, Math.floor(from / of().height) - spare));
  const end = $derived(Math.min(of().count, Math.ceil((from + room) / of().height) + spare));
  const rows = $derived(Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at));

  $effect(() => {
    const scroller = of().scroller();
    if (scroller === null) return;
    const follow = () => {
      from = scroller.scrollTop;
    };
    const resized = new ResizeObserver(() => {
      room = scroller.clientHeight;
    });
    resized.observe(scroller);
    requestAnimationFrame(() => {
      setTimeout(() => {
        spare = SPARE;
      });
    });
    scroller.addEventListener("scroll", follow, { passive: true });
    return () => {
      resized.disconnect();
      scroller.removeEventListener("scroll", follow);
    };
  });

  return {
    get rows() {
      return rows;
    },
    show(row) {
      const { count, height, scroller } = of();
      const at = scroller();
      if (at === null) return;
      // What is not rows is the header, which stays above them.
      const seen = at.clientHeight - (at.scrollHeight - count * height);
      const lowest = row * height;
      const highest = lowest + height - Math.max(height, seen);
      at.scrollTop = Math.min(lowest, Math.max(highest, at.scrollTop));
    },
  };
}
