/** Where one client's cents are: each posting is in the first payout from its week on that did not come back, or not paid yet. */
import type { Posting } from '../filing.ts';
import { add, type Cents, NOTHING } from '../money/cents.ts';
import { moneyPlaceOf } from '../payout-state.ts';
import { decidedThrough, type PartnerPosition, type PayoutPosition } from './partner-position.ts';
import { byToday, isUnpaid, type UnpaidParts } from './unpaid-parts.ts';

export interface ClientParts extends UnpaidParts {
  readonly paidCents: Cents;
}

/**
 * A payout takes the whole balance: everything filed up to its week ending that no earlier one took.
 * @param postings of this partner from the client's payments.
 * @param payouts of this partner: every one from the earliest posting's week on to the first that keeps the latest posting.
 */
export function clientParts(
  position: PartnerPosition,
  postings: readonly Posting[],
  payouts: readonly PayoutPosition[],
): ClientParts {
  const kept = payouts
    .filter(({ state }) => moneyPlaceOf(state) !== 'back')
    .sort((a, b) => (a.weekEnding < b.weekEnding ? -1 : 1));
  const decided = decidedThrough(position);
  const sent = new Map<PayoutPosition, Cents>();
  const open: Posting[][] = [];
  let balanceCents = NOTHING;
  for (const [week, ofWeek] of Map.groupBy(postings, ({ weekEnding }) => weekEnding)) {
    const payout = kept.find(({ weekEnding }) => weekEnding >= week);
    const cents = ofWeek.reduce((sum, posting) => add(sum, posting.cents), NOTHING);
    if (payout) sent.set(payout, add(sent.get(payout) ?? NOTHING, cents));
    else if (decided !== undefined && week <= decided) balanceCents = add(balanceCents, cents);
    else open.push(ofWeek);
  }
  const parts = [...sent].filter(([, cents]) => cents !== NOTHING).map(([payout, cents]) => ({ payout, cents }));
  return {
    paidCents: add(...parts.filter(({ payout }) => !isUnpaid(payout)).map(({ cents }) => cents)),
    sent: parts.filter(({ payout }) => isUnpaid(payout)),
    balanceCents,
    ...byToday(open.flat(), position.today),
  };
}
