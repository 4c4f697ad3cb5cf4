/** One short notice at a time, with at most one button. Errors never come here. */

/** A notice. */
export interface Toast {
  readonly text: string;
  readonly button: string | null;
  readonly run: (() => void) | null;
}

const LASTS = 10_000;

let shown = $state<Toast | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

/** The notice that is shown. */
export function toast(): Toast | null {
  return shown;
}

/** Takes the notice away after a while. */
export function letToastGo(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    shown = null;
  }, LASTS);
}

/** Keeps the notice while a person is at it. */
export function holdToast(): void {
  clearTimeout(timer);
}

/** Shows a notice. */
export function notify(text: string, button: string | null = null, run: (() => void) | null = null): void {
  shown = { text, button, run };
  letToastGo();
}

/** Takes the notice away. */
export function dismissToast(): void {
  clearTimeout(timer);
  shown = null;
}
