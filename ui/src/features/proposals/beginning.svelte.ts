/** Whether the choice of a template for a new proposal is shown. */

let asked = $state(false);

/** Whether it is shown. */
export function isBeginning(): boolean {
  return asked;
}

/** Shows it, or takes it away. */
export function begin(shown = true): void {
  asked = shown;
}
