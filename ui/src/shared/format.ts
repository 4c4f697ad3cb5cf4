/** Dates and numbers as people read them, in the language of the window. */
import { locale } from "./words/language.svelte";

type Format = Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat | Intl.ListFormat;

const made = new Map<string, Format>();

function keptFor<T extends Format>(kind: string, make: (place?: string) => T): T {
  const key = `${kind} ${locale() ?? ""}`;
  const known = made.get(key) as T | undefined;
  if (known !== undefined) return known;
  const fresh = make(locale());
  made.set(key, fresh);
  return fresh;
}

const day = () =>
  keptFor(
    "day",
    (place) => new Intl.DateTimeFormat(place, { day: "numeric", month: "short", year: "numeric" }),
  );
const time = () =>
  keptFor(
    "time",
    (place) =>
      new Intl.DateTimeFormat(place, {
        day: "numeric",
        month: "short",
        year: "numeric",
        hour: "2-digit",
        minute: "2-digit",
      }),
  );
const figure = () => keptFor("figure", (place) => new Intl.NumberFormat(place, { maximumFractionDigits: 3 }));

/** A date, or the date of a time. */
export function date(iso: string): string {
  return day().format(new Date(iso.length === 10 ? `${iso}T12:00:00` : iso));
}

/** A date with the time of day. */
export function moment(iso: string): string {
  return time().format(new Date(iso));
}

const hour = () =>
  keptFor("hour", (place) => new Intl.DateTimeFormat(place, { hour: "2-digit", minute: "2-digit" }));
const named = () =>
  keptFor(
    "named",
    (place) =>
      new Intl.DateTimeFormat(place, { weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  );
const ago = () =>
  keptFor("ago", (place) => new Intl.RelativeTimeFormat(place, { numeric: "auto", style: "short" }));
const enumeration = () => keptFor("list", (place) => new Intl.ListFormat(place, { type: "unit" }));

/** The time of day. */
export function clock(iso: string): string {
  return hour().format(new Date(iso));
}

/** A date, or the date of a time, with its day of the week. */
export function weekday(iso: string): string {
  return named().format(new Date(iso.length === 10 ? `${iso}T12:00:00` : iso));
}

/** How long ago, in the largest unit that fits. */
export function since(iso: string): string {
  const minutes = Math.floor((Date.now() - new Date(iso).getTime()) / 60_000);
  if (minutes < 60) return ago().format(-Math.max(0, minutes), "minute");
  return minutes < 1440
    ? ago().format(-Math.floor(minutes / 60), "hour")
    : ago().format(-daysSince(iso), "day");
}

/** The date so many days from today, ISO. */
export function inDays(days: number): string {
  const then = new Date();
  then.setDate(then.getDate() + days);
  return new Date(then.getTime() - then.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** Whole days since. */
export function daysSince(iso: string): number {
  return Math.max(0, Math.floor((Date.now() - new Date(iso).getTime()) / 86_400_000));
}

/** Today's date, ISO. */
export function today(): string {
  return inDays(0);
}

/** At most three digits after the point. */
export function number(value: number | null): string {
  return value === null ? "–" : figure().format(value);
}

/** With every digit it has. */
export function exact(value: number): string {
  return keptFor("exact", (place) => new Intl.NumberFormat(place, { maximumFractionDigits: 15 })).format(
    value,
  );
}

/** With exactly so many digits after the point. */
export function fixed(value: number, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return keptFor(`fixed ${digits}`, (place) => new Intl.NumberFormat(place, options)).format(value);
}

/** Words one after another. */
export function listed(words: readonly string[]): string {
  return enumeration().format(words);
}
