/** Walking the points of a drawing: one Tab stop, arrows go from name to name. */

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => Math.min(count - 1, at + 1),
  ArrowDown: (at, count) => Math.min(count - 1, at + 1),
  ArrowLeft: (at) => Math.max(0, at - 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Makes the points of the drawing inside an element walkable; `named` hears the name of the one that has focus. */
export function walkPoints(named: (name: string) => void) {
  return (holder: Element): (() => void) => {
    const points = [...holder.querySelectorAll<SVGElement>(".point")];
    points[0]?.setAttribute("tabindex", "0");
    const walk = (event: Event): void => {
      const at = points.findIndex((point) => point === document.activeElement);
      const step = event instanceof KeyboardEvent ? steps[event.key] : undefined;
      if (at < 0 || step === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      const next = points[step(at, points.length)];
      points[at]?.setAttribute("tabindex", "-1");
      next?.setAttribute("tabindex", "0");
      next?.focus();
    };
    const tell = (): void => {
      named(document.activeElement?.getAttribute("aria-label") ?? "");
    };
    const leave = (): void => {
      named("");
    };
    holder.addEventListener("keydown", walk);
    holder.addEventListener("focusin", tell);
    holder.addEventListener("focusout", leave);
    return () => {
      holder.removeEventListener("keydown", walk);
      holder.removeEventListener("focusin", tell);
      holder.removeEventListener("focusout", leave);
    };
  };
}
