/** Where the money of an entry is: in the payout that took its week, on the balance, or still ahead. */
import { describe, expect, it } from 'vitest';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../../shared/domain/calendar/week.ts';
import { coveringPayout, entryPlaceOf } from '../../shared/domain/entry-place.ts';
import type { PayoutState } from '../../shared/domain/payout-state.ts';

const WEEK = weekEnding('2026-11-14');
const BEFORE = weekEnding('2026-11-07');
const AFTER = weekEnding('2026-11-21');
const TODAY = localDay('2026-11-12');
const payout = (week: typeof WEEK, state: PayoutState) => ({ weekEnding: week, state });

describe('the payout that covers a week', () => {
  it.each([
    { why: 'its own', payouts: [payout(WEEK, 'paid')], place: 0 },
    { why: 'the next one', payouts: [payout(AFTER, 'planned')], place: 0 },
    { why: 'the first of two', payouts: [payout(WEEK, 'paid'), payout(AFTER, 'paid')], place: 0 },
    { why: 'none before it', payouts: [payout(BEFORE, 'paid')], place: undefined },
    { why: 'none that came back', payouts: [payout(WEEK, 'failed'), payout(AFTER, 'paid')], place: 1 },
    { why: 'none at all', payouts: [], place: undefined },
  ])('is $why', ({ payouts, place }) =>
    expect(coveringPayout(WEEK, payouts)).toBe(place === undefined ? undefined : payouts[place]),
  );
});

describe('an entry is', () => {
  const onDay = (day: string) => ({ weekEnding: WEEK, earnedOn: localDay(day) });

  it.each([
    ['planned', 'in-flight'],
    ['paid', 'paid'],
    ['reversed', 'with-operations'],
    ['returned', 'on-balance'],
  ] as const)('by a payout that is %s: %s', (state, place) =>
    expect(entryPlaceOf(onDay('2026-11-13'), payout(WEEK, state), undefined, TODAY)).toBe(place),
  );

  it.each([
    { why: 'on the balance once its week is decided', day: '2026-11-13', decided: WEEK, place: 'on-balance' },
    { why: 'on the balance after a later week', day: '2026-11-13', decided: AFTER, place: 'on-balance' },
    { why: 'earned on its day', day: '2026-11-12', decided: BEFORE, place: 'earned' },
    { why: 'earned before any run', day: '2026-11-08', decided: undefined, place: 'earned' },
    { why: 'maturing until its day', day: '2026-11-13', decided: BEFORE, place: 'maturing' },
  ])('$why', ({ day, decided, place }) => expect(entryPlaceOf(onDay(day), undefined, decided, TODAY)).toBe(place));
});
