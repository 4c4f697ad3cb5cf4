/** Only the rows in sight are in the page: TanStack's virtualiser as runes. */
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from "@tanstack/virtual-core";

/** What is virtualised. */
export interface Rows {
  readonly count: number;
  readonly height: (index: number) => number;
  readonly scroller: () => HTMLElement | null;
  /** Rows kept ready above and below what is in sight. */
  readonly overscan?: number;
}

/** The rows in sight, and how to bring others there. */
export interface Sight {
  readonly items: readonly VirtualItem[];
  readonly size: number;
  readonly show: (index: number) => void;
  readonly remeasure: () => void;
}

/** Follows a scroller; call it while a component is set up. */
export function rowsInSight(rows: () => Rows): Sight {
  let items = $state.raw<readonly VirtualItem[]>([]);
  let size = $state(0);
  const refresh = (of: Virtualizer<HTMLElement, HTMLElement>) => {
    items = of.getVirtualItems();
    size = of.getTotalSize();
  };
  const options = ({ count, height, scroller, overscan = 12 }: Rows) => ({
    count,
    estimateSize: height,
    getScrollElement: scroller,
    overscan,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: refresh,
  });
  const virtualizer = new Virtualizer<HTMLElement, HTMLElement>(options(rows()));
  $effect(() => virtualizer._didMount());
  $effect(() => {
    virtualizer.setOptions(options(rows()));
    virtualizer._willUpdate();
    virtualizer.measure();
    refresh(virtualizer);
  });
  return {
    get items() {
      return items;
    },
    get size() {
      return size;
    },
    show(index) {
      virtualizer.scrollToIndex(index, { align: "auto" });
    },
    remeasure() {
      virtualizer.measure();
    },
  };
}
