/** Weeks: Sunday to Saturday, named by their Saturday, paid by the Friday six days later. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, localDay, weekdayOf } from '../../../shared/domain/calendar/local-day.ts';
import {
  nextWeek,
  previousWeek,
  runFridayOf,
  weekEnding,
  weekEndingOf,
  weekEndingPaidBy,
  weeksAfter,
} from '../../../shared/domain/calendar/week.ts';
import { anyDay } from '../days.ts';

describe('the week of a day', () => {
  it.each([
    { why: 'the Sunday begins its week', day: '2026-11-08', week: '2026-11-14' },
    { why: 'the Saturday ends it', day: '2026-11-14', week: '2026-11-14' },
    { why: 'the next day is the next week', day: '2026-11-15', week: '2026-11-21' },
    { why: 'a week over the year’s end is one week', day: '2026-12-27', week: '2027-01-02' },
    { why: 'its last day lies in the new year', day: '2027-01-02', week: '2027-01-02' },
    { why: 'a 53rd Saturday of a year is a week like any other', day: '2022-12-31', week: '2022-12-31' },
    { why: 'the day after the 53rd Saturday', day: '2023-01-01', week: '2023-01-07' },
    { why: 'an ISO week 53 changes nothing', day: '2021-01-03', week: '2021-01-09' },
    { why: 'a leap day', day: '2028-02-29', week: '2028-03-04' },
    { why: 'the 23-hour Sunday', day: '2026-03-08', week: '2026-03-14' },
    { why: 'the 25-hour Sunday', day: '2026-11-01', week: '2026-11-07' },
  ])('$day → $week: $why', ({ day, week }) => expect(weekEndingOf(localDay(day))).toBe(week));
});

it('a year of 53 Saturdays has 53 weeks, each with a run of its own', () => {
  const weeks = weeksAfter(weekEnding('2021-12-25'), weekEnding('2022-12-31'));
  expect(weeks).toHaveLength(53);
  expect(new Set(weeks.map(runFridayOf)).size).toBe(53);
});

describe('the run of a week', () => {
  it.each([
    ['2026-11-14', '2026-11-20'],
    ['2026-12-26', '2027-01-01'],
    ['2028-02-26', '2028-03-03'],
    ['1996-12-28', '1997-01-03'],
  ])('%s is paid on Friday %s', (week, friday) => {
    expect(runFridayOf(weekEnding(week))).toBe(friday);
    expect(weekdayOf(localDay(friday))).toBe(5);
  });

  it.each([
    { why: 'the Friday itself', day: '2026-11-20', week: '2026-11-14' },
    { why: 'the day before is still the last run’s', day: '2026-11-19', week: '2026-11-07' },
    { why: 'late on Saturday', day: '2026-11-21', week: '2026-11-14' },
    { why: 'late on the next Thursday', day: '2026-11-26', week: '2026-11-14' },
    { why: 'the next Friday', day: '2026-11-27', week: '2026-11-21' },
    { why: 'New Year’s Day, a Friday', day: '2027-01-01', week: '2026-12-26' },
  ])('$day pays $week: $why', ({ day, week }) => expect(weekEndingPaidBy(localDay(day))).toBe(week));
});

describe('names of weeks', () => {
  it.each(['2026-11-13', '2026-11-15', '2026-11-20'])('%s is no Saturday and names no week', (day) => {
    expect(() => weekEnding(day)).toThrow(
      new RangeError(`${day} is not a Saturday: a week is named by the Saturday that ends it`),
    );
  });
  it('is refused for days that do not exist', () => expect(() => weekEnding('2026-02-30')).toThrow(RangeError));
});

describe('properties', () => {
  it('every day lies in the seven days that end with its week’s Saturday', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const week = weekEndingOf(day);
        expect(weekdayOf(week)).toBe(6);
        expect(daysBetween(day, week)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(day, week)).toBeLessThan(7);
        expect(weekEndingOf(week)).toBe(week);
      }),
    );
  });

  it('a week and its Friday name each other, and so does each of the six days after', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 6 }), (day, late) => {
        const week = weekEndingOf(day);
        expect(weekEndingPaidBy(addDays(runFridayOf(week), late))).toBe(week);
      }),
    );
  });

  it('next and previous are inverse', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const week = weekEndingOf(day);
        expect(previousWeek(nextWeek(week))).toBe(week);
        expect(nextWeek(previousWeek(week))).toBe(week);
        expect(daysBetween(week, nextWeek(week))).toBe(7);
      }),
    );
  });

  it('weeks after one up to another are all of them, in order, without the first', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5, max: 120 }), (day, count) => {
        const after = weekEndingOf(day);
        const through = weekEndingOf(addDays(after, count * 7));
        const weeks = weeksAfter(after, through);
        expect(weeks).toHaveLength(Math.max(0, count));
        expect(weeks).toEqual(weeks.map((_, place) => addDays(after, (place + 1) * 7)));
      }),
    );
  });
});
