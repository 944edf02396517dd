/** Instants become the program's days: the last second of a Saturday and the first of a Sunday, on both daylight-saving weekends. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type LocalDay } from '../../../shared/domain/calendar/local-day.ts';
import { instant, localDayOf } from '../../../shared/domain/calendar/time-zone.ts';
import { weekEndingOf } from '../../../shared/domain/calendar/week.ts';

const LOS_ANGELES = 'America/Los_Angeles';
const dayOf = (iso: string, zone = LOS_ANGELES): LocalDay => localDayOf(instant(Date.parse(iso)), zone);

it('one instant asked for in one zone after the other has a day of its own in each', () => {
  const zones = [LOS_ANGELES, 'Asia/Tokyo', 'Asia/Kathmandu', LOS_ANGELES];
  const days = ['2026-01-31', '2026-02-01', '2026-02-01', '2026-01-31'];
  expect(zones.map((zone) => dayOf('2026-02-01T05:00:00Z', zone))).toEqual(days);
  // Liberia's clock was 44 minutes and 30 seconds behind until 1972: midnight lay within a quarter of an hour.
  expect(dayOf('1971-01-01T00:44:29Z', 'Africa/Monrovia')).toBe('1970-12-31');
  expect(dayOf('1971-01-01T00:44:30Z', 'Africa/Monrovia')).toBe('1971-01-01');
});

describe('Saturday’s last second and Sunday’s first, in Los Angeles', () => {
  it.each([
    { why: 'the weekend on which summer time begins', saturday: '2026-03-08T07:59:59Z', day: '2026-03-07' },
    { why: 'a week later, in summer time', saturday: '2026-03-15T06:59:59Z', day: '2026-03-14' },
    { why: 'the weekend on which summer time ends', saturday: '2026-11-01T06:59:59Z', day: '2026-10-31' },
    { why: 'a week later, in winter time', saturday: '2026-11-08T07:59:59Z', day: '2026-11-07' },
    { why: 'the year’s end', saturday: '2023-01-01T07:59:59Z', day: '2022-12-31' },
    { why: 'the last second before a leap day’s week', saturday: '2028-02-27T07:59:59Z', day: '2028-02-26' },
  ])('$day: $why', ({ saturday, day }) => {
    const last = Date.parse(saturday);
    const sunday = localDayOf(instant(last + 1_000), LOS_ANGELES);
    expect(dayOf(saturday)).toBe(day);
    expect(localDayOf(instant(last + 999), LOS_ANGELES)).toBe(day);
    expect(sunday).toBe(addDays(dayOf(saturday), 1));
    // One second decides the week, and so the Friday that pays.
    expect(weekEndingOf(dayOf(saturday))).toBe(day);
    expect(weekEndingOf(sunday)).toBe(addDays(dayOf(saturday), 7));
  });
});

describe('the hours that daylight saving skips and repeats stay on their Sunday', () => {
  it.each([
    ['2026-03-08T09:59:59Z', '2026-03-08', '1:59:59, the last second of winter time'],
    ['2026-03-08T10:00:00Z', '2026-03-08', '3:00:00, the first of summer time'],
    ['2026-03-09T06:59:59Z', '2026-03-08', 'the end of the 23-hour day'],
    ['2026-03-09T07:00:00Z', '2026-03-09', 'the day after it'],
    ['2026-11-01T08:30:00Z', '2026-11-01', '1:30 for the first time'],
    ['2026-11-01T09:30:00Z', '2026-11-01', '1:30 for the second time'],
    ['2026-11-02T07:59:59Z', '2026-11-01', 'the end of the 25-hour day'],
    ['2026-11-02T08:00:00Z', '2026-11-02', 'the day after it'],
  ])('%s is %s: %s', (iso, day) => expect(dayOf(iso)).toBe(day));
});

it.each([
  ['2028-03-01T07:59:59Z', '2028-02-29'],
  ['2028-03-01T08:00:00Z', '2028-03-01'],
  ['2027-01-01T07:59:59Z', '2026-12-31'],
  ['2027-01-01T08:00:00Z', '2027-01-01'],
  ['2026-07-04T17:00:00+02:00', '2026-07-04'],
  // Summer time began on the first Sunday of April then.
  ['1997-04-06T07:59:59Z', '1997-04-05'],
  ['1997-03-09T07:30:00Z', '1997-03-08'],
])('%s falls on %s in Los Angeles', (iso, day) => expect(dayOf(iso)).toBe(day));

it('asks the zone it is given', () => {
  expect(dayOf('2026-11-14T23:30:00Z', 'UTC')).toBe('2026-11-14');
  expect(dayOf('2026-11-14T23:30:00Z', 'Pacific/Auckland')).toBe('2026-11-15');
  expect(() => dayOf('2026-11-14T23:30:00Z', 'Mars/Olympus')).toThrow(RangeError);
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1])('%d is no instant', (ms) => {
  expect(() => instant(ms)).toThrow(new RangeError(`${ms} is not an instant`));
});

it('time never runs backwards over days, and no day is skipped', () => {
  const hour = 3_600_000;
  fc.assert(
    fc.property(fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2060-01-01') }), (ms) => {
      const day = localDayOf(instant(ms), LOS_ANGELES);
      const anHourOn = localDayOf(instant(ms + hour), LOS_ANGELES);
      expect([day, addDays(day, 1)]).toContain(anHourOn);
    }),
  );
});
