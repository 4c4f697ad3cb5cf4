/** Words by key: the only way text gets on the screen. */
import i18next from "i18next";
import type { Noticed, Said } from "$ui/ipc/bindings";
import { en } from "./en";
import { language, type Language, setLanguage } from "./language.svelte";

type Words = { readonly [key: string]: string | Words };
type Path<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Path<T[K]>}`;
}[keyof T & string];

/** The same keys with the words of another language; a language may have more forms of a plural. */
export type Translation<T = typeof en> = {
  readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]>;
};

/** Every key of the catalogue. */
export type WordKey = Path<typeof en>;

const catalogue: Words = en;
void i18next.init({
  lng: "en",
  resources: { en: { translation: catalogue } },
  initAsync: false,
  returnNull: false,
  interpolation: { escapeValue: false },
});

/** Speaks a language from now on; its words are fetched the first time. */
export async function speak(next: Language): Promise<void> {
  if (next === "de" && !i18next.hasResourceBundle("de", "translation")) {
    const { de } = await import("./de");
    i18next.addResourceBundle("de", "translation", de);
  }
  await i18next.changeLanguage(next);
  setLanguage(next);
}

type Values = Record<string, string | number>;

/** Words without values that were asked for: a table says the same few in every row. */
const known = new Map<string, string>();

function spoken(key: string, values?: Values): string {
  const lng = language();
  if (values !== undefined) return i18next.t(key, { ...values, lng });
  const name = `${lng} ${key}`;
  let found = known.get(name);
  if (found === undefined) known.set(name, (found = i18next.t(key, { lng })));
  return found;
}

/** The words of a key, with values filled in. */
export function t(key: WordKey, values?: Values): string {
  return spoken(key, values);
}

/** A family of words whose members come from the core. */
export type Family =
  | "task"
  | "stage"
  | "verdict"
  | "evidence"
  | "remark"
  | "action"
  | "step"
  | "origin"
  | "found"
  | "criterion"
  | "question"
  | "level"
  | "outcome"
  | "decided"
  | "need"
  | "rule"
  | "signal"
  | "flaw"
  | "reason"
  | "unread"
  | "range"
  | "entity"
  | "role"
  | "cause"
  | "about"
  | "exception"
  | "field"
  | "weekday"
  | "month"
  | "dateOrder"
  | "phase"
  | "presence"
  | "door"
  | "advice"
  | "occasion"
  | "checklist"
  | "lane"
  | "noteKind"
  | "wordList"
  | "says"
  | "lintRule"
  | "lintWhy"
  | "fix"
  | "end"
  | "quality"
  | "qualityWhy"
  | "sealColumn"
  | "finding"
  | "whyKind"
  | "backupCause"
  | "printable"
  | "told"
  | "part"
  | "timerMove";

/** All words of a family, for the shell to speak in. */
export function words(family: Family): Record<string, string> {
  return i18next.t(family, { returnObjects: true }) as Record<string, string>;
}

/** The words of a family and a member that comes from the core: `word("stage", "not-yet")`. */
export function word(family: Family, member: string, values?: Values): string {
  const key = `${family}.${member}`;
  if (family !== "step") return spoken(key, values);
  return i18next.t([key, "step.other"], { ...values, lng: language(), action: word("action", member) });
}

/** What the core says of something it read or checked, in words. */
export function noticed({ says, values }: Noticed): string {
  const { stage } = values;
  return word("told", says, stage === undefined ? values : { ...values, stage: word("stage", stage) });
}

/** What the linter says, in words. */
export function said({ says, values }: Said): string {
  return word("says", says, values);
}
