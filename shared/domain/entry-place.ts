/** Where the money of an entry is: still to be earned, on the balance, or in a payout. A balance is paid whole, so its week tells. */
import type { LocalDay } from './calendar/local-day.ts';
import type { WeekEnding } from './calendar/week.ts';
import { moneyPlaceOf, type PayoutState } from './payout-state.ts';

export type EntryPlace = 'maturing' | 'earned' | 'on-balance' | 'in-flight' | 'paid' | 'with-operations';

interface PlacedPayout {
  readonly weekEnding: WeekEnding;
  readonly state: PayoutState;
}

/**
 * The payout that an entry of this week went into: the first one since that did not come back.
 * @param payouts of one partner, the earliest first; earlier ones than the week may be left out.
 */
export const coveringPayout = <Payout extends PlacedPayout>(
  week: WeekEnding,
  payouts: readonly Payout[],
): Payout | undefined => payouts.find(({ weekEnding, state }) => weekEnding >= week && moneyPlaceOf(state) !== 'back');

/** @param decidedThrough the last week that a run has decided about for the partner. */
export function entryPlaceOf(
  entry: { readonly weekEnding: WeekEnding; readonly earnedOn: LocalDay },
  payout: PlacedPayout | undefined,
  decidedThrough: WeekEnding | undefined,
  today: LocalDay,
): EntryPlace {
  if (payout) {
    const place = moneyPlaceOf(payout.state);
    return place === 'back' ? 'on-balance' : place;
  }
  if (decidedThrough !== undefined && entry.weekEnding <= decidedThrough) return 'on-balance';
  return entry.earnedOn <= today ? 'earned' : 'maturing';
}
