/** What the status bar says about the screen that is shown. */

let parts = $state<readonly string[]>([]);

/** The parts of the status bar. */
export function status(): readonly string[] {
  return parts;
}

/** Says something in the status bar until the screen is left; call it in an effect. */
export function say(next: readonly string[]): () => void {
  parts = next;
  return () => {
    parts = [];
  };
}
