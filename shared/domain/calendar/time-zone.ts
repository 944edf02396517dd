/** Turns instants into the program's calendar days, daylight saving included. Rules compare days, never instants. */
import { type LocalDay, localDay } from './local-day.ts';

declare const instant_: unique symbol;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly [instant_]: true };

/** @throws RangeError when the number is no point in time. */
export function instant(ms: number): Instant {
  if (Number.isNaN(new Date(ms).getTime())) throw new RangeError(`${ms} is not an instant`);
  return ms as Instant;
}

/** Formatters are costly to make (about 50 µs) and asked for each payment: one a zone is kept. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** Since 1980 every zone's clock is whole quarters of an hour from UTC and changes on one: a quarter lies within one day. */
const QUARTER_MS = 15 * 60_000;
const QUARTERS_FROM_MS = Date.UTC(1980, 0, 1);
/** The last quarter asked for: most of a function's questions are about its own moment. */
let last: { readonly quarter: number; readonly timeZone: string; readonly day: LocalDay } | undefined;

/** The calendar day on which an instant falls in a time zone such as `America/Los_Angeles`. */
export function localDayOf(at: Instant, timeZone: string): LocalDay {
  const quarter = Math.floor(at / QUARTER_MS);
  if (last?.quarter === quarter && last.timeZone === timeZone) return last.day;
  const day = localDay(formatterOf(timeZone).format(at));
  if (at >= QUARTERS_FROM_MS) last = { quarter, timeZone, day };
  return day;
}
