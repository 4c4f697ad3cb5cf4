/** Where the focus goes when a screen comes up: to its heading, or to what was wished for before it was there. */

let wished: string | null = null;

function forget(): void {
  wished = null;
}

/** Focuses an element of the screen that is about to be shown, however long that takes, unless somebody goes on meanwhile. */
export function focusSoon(id: string): void {
  wished = id;
  for (const kind of ["keydown", "pointerdown"]) {
    addEventListener(kind, forget, { once: true, capture: true });
  }
  setTimeout(() => document.getElementById(id)?.focus(), 60);
}

/** Focuses what the screen begins with. */
export function focusScreen(heading: HTMLElement | undefined): void {
  const instead = wished === null ? null : document.getElementById(wished);
  (instead ?? heading)?.focus();
}
