/** Dragging by pointer: a threshold, Esc, scrolling at the edges, and where it would be dropped. */

const THRESHOLD = 4;
const EDGE = 40;
const STEP = 14;

/** What is dragged, and over what. */
export interface Dragged {
  readonly ids: readonly string[];
  readonly x: number;
  readonly y: number;
  /** The `data-drop` of the element under the pointer. */
  readonly over: string | null;
}

/** Dragging within `scroller`; `ondrop` is told what was dropped on which `data-drop`. */
export class Drag {
  now = $state.raw<Dragged | null>(null);
  readonly #scroller: () => HTMLElement | null;
  readonly #ondrop: (ids: readonly string[], on: string) => void;

  constructor(scroller: () => HTMLElement | null, ondrop: (ids: readonly string[], on: string) => void) {
    this.#scroller = scroller;
    this.#ondrop = ondrop;
  }

  /** Begins to follow the pointer that went down. */
  follow(down: PointerEvent, ids: readonly string[]): void {
    if (down.button !== 0) return;
    let frame = 0;
    const lookAt = (x: number, y: number) => {
      const under = document.elementFromPoint(x, y);
      const over = under?.closest<HTMLElement>("[data-drop]")?.dataset["drop"] ?? null;
      this.now = { ids, x, y, over };
    };
    const scroll = () => {
      this.#scrollAtEdge();
      // What comes to lie under a pointer that rests is what it would be dropped on.
      if (this.now !== null) lookAt(this.now.x, this.now.y);
      frame = requestAnimationFrame(scroll);
    };
    const move = (event: PointerEvent) => {
      const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) >= THRESHOLD;
      if (this.now === null && !far) return;
      if (this.now === null) frame = requestAnimationFrame(scroll);
      event.preventDefault();
      lookAt(event.clientX, event.clientY);
    };
    const stop = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", stop);
      removeEventListener("keydown", escape, true);
      cancelAnimationFrame(frame);
      if (this.now !== null) swallowClick();
      this.now = null;
    };
    const drop = () => {
      const { now } = this;
      stop();
      if (now !== null && now.over !== null) this.#ondrop(now.ids, now.over);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || this.now === null) return;
      event.preventDefault();
      event.stopPropagation();
      stop();
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", stop);
    addEventListener("keydown", escape, true);
  }

  #scrollAtEdge(): void {
    const scroller = this.#scroller();
    if (this.now === null || scroller === null) return;
    const { x, y, over } = this.now;
    const { left, right } = scroller.getBoundingClientRect();
    scroller.scrollLeft += stepAt(x, left, right);
    const list = scroller.querySelector(`[data-drop="${over ?? ""}"] ul`);
    if (list === null) return;
    const { top, bottom } = list.getBoundingClientRect();
    list.scrollTop += stepAt(y, top, bottom);
  }
}

/** How far to scroll when the pointer is so near the edge of what it is over. */
export function stepAt(at: number, from: number, to: number): number {
  return at < from + EDGE ? -STEP : at > to - EDGE ? STEP : 0;
}

/** The click that ends a drag opens nothing. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => {
    removeEventListener("click", swallow, true);
  }, 0);
}
