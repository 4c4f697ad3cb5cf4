/** F6 and Shift+F6 go round the regions of the window. */

/** Focuses the region after, or before, the one that has the focus. */
export function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
    (region) => region.offsetParent !== null || region.getClientRects().length > 0,
  );
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + step + regions.length) % regions.length];
  if (next === undefined) return;
  const inside = next.querySelector<HTMLElement>(
    "a[href], button:not(:disabled), input, select, textarea, [contenteditable=true], [tabindex='0']",
  );
  (inside ?? next).focus();
}
