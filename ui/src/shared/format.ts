/** Dates and numbers as people read them. */

const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const time = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

/** A date, or the date of a time. */
export function date(iso: string): string {
  return day.format(new Date(iso.length === 10 ? `${iso}T12:00:00` : iso));
}

/** A date with the time of day. */
export function moment(iso: string): string {
  return time.format(new Date(iso));
}

/** Whole days since. */
export function daysSince(iso: string): number {
  return Math.max(0, Math.floor((Date.now() - new Date(iso).getTime()) / 86_400_000));
}

/** Today's date, ISO. */
export function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** At most three digits after the point. */
export function number(value: number | null): string {
  return value === null ? "–" : new Intl.NumberFormat(undefined, { maximumFractionDigits: 3 }).format(value);
}
