/** Calendar days: which exist, and arithmetic over leap days, year's ends and century years. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  daysBetween,
  earlier,
  isLocalDay,
  later,
  localDay,
  weekdayOf,
} from '../../../shared/domain/calendar/local-day.ts';
import { anyDay } from '../days.ts';

describe('which days exist', () => {
  it.each(['2026-01-01', '2026-12-31', '2028-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s does', (text) => {
    expect(isLocalDay(text)).toBe(true);
    expect(localDay(text)).toBe(text);
  });

  it.each([
    ['2026-02-29', 'no leap year'],
    ['1900-02-29', 'a century year is no leap year'],
    ['2026-02-30', 'February is short'],
    ['2026-04-31', 'April has 30 days'],
    ['2026-13-01', 'no 13th month'],
    ['2026-00-10', 'no month 0'],
    ['2026-01-00', 'no day 0'],
    ['2026-1-1', 'not padded'],
    ['26-01-01', 'no century'],
    ['2026/01/01', 'slashes'],
    ['01.02.2026', 'another order'],
    ['2026-01-01T00:00:00Z', 'an instant'],
    [' 2026-01-01', 'a space'],
    ['2026-01-01\n', 'a line feed'],
    ['+002026-01-01', 'an expanded year'],
    ['+010000-01', 'a month of one'],
    ['', 'nothing'],
  ])('%j does not: %s', (text) => {
    expect(isLocalDay(text)).toBe(false);
    expect(() => localDay(text)).toThrow(new RangeError(`'${text}' is not a day that exists (yyyy-mm-dd)`));
  });
});

describe('arithmetic', () => {
  it.each([
    ['2026-01-01', 90, '2026-04-01'],
    ['2028-01-01', 90, '2028-03-31'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2027-01-01', -1, '2026-12-31'],
    ['2100-02-28', 1, '2100-03-01'],
    // Days are days: the 23 and 25 hours of daylight saving do not shift them.
    ['2026-03-07', 2, '2026-03-09'],
    ['2026-10-31', 2, '2026-11-02'],
  ])('%s and %i days is %s', (from, days, to) => {
    expect(addDays(localDay(from), days)).toBe(to);
    expect(daysBetween(localDay(from), localDay(to))).toBe(days);
  });

  it.each([
    ['2026-11-14', 6],
    ['2026-11-15', 0],
    ['2026-11-20', 5],
    ['1997-01-03', 5],
    ['2028-02-29', 2],
  ])('%s is weekday %i', (day, weekday) => expect(weekdayOf(localDay(day))).toBe(weekday));

  it('adding and counting are inverse, and text order is day order', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -40_000, max: 40_000 }), (day, days) => {
        const moved = addDays(day, days);
        expect(daysBetween(day, moved)).toBe(days);
        expect(addDays(moved, -days)).toBe(day);
        expect(moved > day).toBe(days > 0);
      }),
    );
  });

  it('earlier and later pick one of the two', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(daysBetween(earlier(a, b), later(a, b))).toBe(Math.abs(daysBetween(a, b)));
        expect([earlier(a, b), later(a, b)].sort()).toEqual([a, b].sort());
      }),
    );
  });
});
