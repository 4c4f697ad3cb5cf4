/** What the desktop tells the page unasked. */
import { getCurrentWebviewWindow } from "@tauri-apps/api/webviewWindow";
import {
  events,
  type ListQuery,
  type Page,
  type PortfolioState,
  type Preferences,
  type Progress,
  type Theme,
} from "./bindings";

/** What a page paints first. */
interface First {
  readonly portfolio: PortfolioState | null;
  readonly preferences: Preferences;
  readonly query: ListQuery;
  readonly page: Page | null;
}

declare global {
  interface Window {
    backcastFirst?: First;
  }
}

/** This window, as the shell knows it. */
export const windowLabel = getCurrentWebviewWindow().label;

/** Calls back with the id of each menu item that is chosen in this window. */
export function onMenuChosen(heard: (id: string) => void): Promise<() => void> {
  return events.menuChosen(getCurrentWebviewWindow()).listen(({ payload }) => {
    heard(payload);
  });
}

/** Calls back with each link that is opened outside and meant for this window. */
export function onLinkOpened(heard: (link: string) => void): Promise<() => void> {
  return events.linkOpened(getCurrentWebviewWindow()).listen(({ payload }) => {
    heard(payload);
  });
}

/** What the shell laid out for this window to paint first; taken once. */
export function takeFirst(): First | null {
  const first = window.backcastFirst ?? null;
  delete window.backcastFirst;
  return first;
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
