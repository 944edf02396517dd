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

/** The calendar day on which an instant falls in a time zone such as `America/Los_Angeles`. */
export const localDayOf = (at: Instant, timeZone: string): LocalDay => localDay(formatterOf(timeZone).format(at));
