/** Maturity: day 89 and day 90, cancellations about it, and the day from which a commission counts. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, localDay } from '../../shared/domain/calendar/local-day.ts';
import { earnedDay, isVoidByCancellation, maturityDay } from '../../shared/domain/maturity.ts';
import { anyDay } from './days.ts';

const DAYS = 90;

it.each([
  ['2026-01-01', '2026-04-01', 'RULES’ example'],
  ['2028-01-01', '2028-03-31', 'over a leap day'],
  ['2027-12-01', '2028-02-29', 'on a leap day'],
  ['2028-02-29', '2028-05-29', 'from a leap day'],
  ['2026-10-03', '2027-01-01', 'into the new year'],
  ['2026-12-08', '2027-03-08', 'over a change to summer time'],
])('a client since %s is mature on %s: %s', (since, mature) => expect(maturityDay(localDay(since), DAYS)).toBe(mature));

describe('a cancellation', () => {
  const since = localDay('2026-01-01');
  it.each([
    { why: 'on day 89 voids', cancelledOn: '2026-03-31', isVoid: true },
    { why: 'on day 90 changes nothing', cancelledOn: '2026-04-01', isVoid: false },
    { why: 'on day 91 changes nothing', cancelledOn: '2026-04-02', isVoid: false },
    { why: 'on the first day voids', cancelledOn: '2026-01-01', isVoid: true },
    { why: 'before the first purchase is final too', cancelledOn: '2025-11-30', isVoid: true },
  ])('$why', ({ cancelledOn, isVoid }) => {
    expect(isVoidByCancellation({ since, cancelledOn: localDay(cancelledOn) }, DAYS)).toBe(isVoid);
  });

  it('that never was voids nothing', () => expect(isVoidByCancellation({ since }, DAYS)).toBe(false));
  it('waits for the first purchase to be judged', () => {
    expect(isVoidByCancellation({ cancelledOn: since }, DAYS)).toBe(false);
  });
  it('news of an earlier first purchase decides again', () => {
    const cancelledOn = localDay('2026-03-31');
    expect(isVoidByCancellation({ since, cancelledOn }, DAYS)).toBe(true);
    expect(isVoidByCancellation({ since: localDay('2025-12-31'), cancelledOn }, DAYS)).toBe(false);
  });
  it('voids exactly the first 90 days', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -200, max: 200 }), (first, days) => {
        expect(isVoidByCancellation({ since: first, cancelledOn: addDays(first, days) }, DAYS)).toBe(days < DAYS);
      }),
    );
  });
});

it.each([
  ['2026-01-01', '2026-04-01', 'the first payment waits for maturity'],
  ['2026-03-31', '2026-04-01', 'day 89 as well: all of them are earned at once'],
  ['2026-04-01', '2026-04-01', 'day 90'],
  ['2026-04-02', '2026-04-02', 'from then on each on its own day'],
])('a payment of %s is earned on %s: %s', (paid, earned) => {
  expect(earnedDay(localDay(paid), maturityDay(localDay('2026-01-01'), DAYS))).toBe(earned);
});
