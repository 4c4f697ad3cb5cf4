/** What the desktop tells the page unasked. */
import { events, type Progress, type Theme } from "./bindings";

/** Calls back with the id of each menu item that is chosen. */
export function onMenuChosen(heard: (id: string) => void): Promise<() => void> {
  return events.menuChosen.listen(({ payload }) => {
    heard(payload);
  });
}

/** Calls back when the desktop goes light or dark. */
export function onSystemTheme(heard: (theme: Theme) => void): Promise<() => void> {
  return events.systemThemeChanged.listen(({ payload }) => {
    heard(payload);
  });
}

/** Calls back as a long piece of work gets further. */
export function onProgress(heard: (progress: Progress) => void): Promise<() => void> {
  return events.progress.listen(({ payload }) => {
    heard(payload);
  });
}
