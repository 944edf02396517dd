/** A calendar day in the program's time zone, `yyyy-mm-dd`. Days compare as text. */
declare const day_: unique symbol;
export type LocalDay = string & { readonly [day_]: true };

const MS_PER_DAY = 86_400_000;
const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days that exist, as they were met: reading a day from text costs ten times as much, and every payment asks for several. */
const midnights = new Map<string, number>();
const days = new Map<number, LocalDay>();
/** More than a program lives, and little to keep. */
const MOST_KEPT = 10_000;

function utcMidnight(day: string): number {
  const known = midnights.get(day);
  if (known !== undefined) return known;
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (!Number.isNaN(ms) && dayText(ms) === day) keep(day as LocalDay, ms);
  return ms;
}

const fromUtcMidnight = (ms: number): LocalDay => days.get(ms) ?? dayText(ms);
const dayText = (ms: number): LocalDay => new Date(ms).toISOString().slice(0, 10) as LocalDay;

function keep(day: LocalDay, ms: number): void {
  if (midnights.size >= MOST_KEPT) {
    midnights.clear();
    days.clear();
  }
  midnights.set(day, ms);
  days.set(ms, day);
}

/** True only for days that exist: `2026-02-29` is none. */
export function isLocalDay(text: string): text is LocalDay {
  if (midnights.has(text)) return true;
  if (!DAY_PATTERN.test(text)) return false;
  const ms = utcMidnight(text);
  return !Number.isNaN(ms) && fromUtcMidnight(ms) === text;
}

/** @throws RangeError for anything but an existing day. */
export function localDay(text: string): LocalDay {
  if (!isLocalDay(text)) throw new RangeError(`'${text}' is not a day that exists (yyyy-mm-dd)`);
  return text;
}

export const addDays = (day: LocalDay, days: number): LocalDay => fromUtcMidnight(utcMidnight(day) + days * MS_PER_DAY);

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: LocalDay, to: LocalDay): number => (utcMidnight(to) - utcMidnight(from)) / MS_PER_DAY;

/** 0 is Sunday, 6 is Saturday. */
export const weekdayOf = (day: LocalDay): number => new Date(utcMidnight(day)).getUTCDay();

export const earlier = <D extends LocalDay>(a: D, b: D): D => (a <= b ? a : b);
export const later = <D extends LocalDay>(a: D, b: D): D => (a >= b ? a : b);
