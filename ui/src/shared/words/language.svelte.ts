/** The language that is spoken: words, dates and numbers follow it at once. */

/** A language with a complete catalogue. */
export type Language = "en" | "de";

const known: readonly Language[] = ["en", "de"];
let spoken = $state<Language>("en");

/** The language of the window now. */
export function language(): Language {
  return spoken;
}

/** What to write dates and numbers by: the desktop's own way while it speaks the same language. */
export function locale(): string | undefined {
  return navigator.language.startsWith(spoken) ? undefined : spoken;
}

/** The language that a preference means. */
export function languageOf(preference: string): Language {
  const wanted = preference === "system" ? navigator.language.slice(0, 2) : preference;
  return known.find((one) => one === wanted) ?? "en";
}

/** Speaks `next` from now on; its catalogue has to be there. */
export function setLanguage(next: Language): void {
  spoken = next;
  document.documentElement.lang = next;
}
