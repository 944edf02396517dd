/** A payout as its partner sees it: where the money is, in a word and in a sentence. */
import type { PayoutOut } from '../../contracts/api/payouts.ts';
import { runFridayOf } from '../../domain/calendar/week.ts';
import { maskedAddress } from '../../domain/masked-address.ts';
import { toDollars } from '../../domain/money/cents.ts';
import { moneyPlaceOf } from '../../domain/payout-state.ts';
import type { Payout } from '../../ports/payout.ts';

export function showPayout(payout: Payout): PayoutOut {
  const { weekEnding, amountCents, state, receiver, payoutItemId, error } = payout;
  return {
    weekEnding,
    friday: runFridayOf(weekEnding),
    amountCents,
    state,
    place: moneyPlaceOf(state),
    receiver: maskedAddress(receiver),
    payPalItemId: payoutItemId,
    error,
    sentence: sentenceOf(payout),
  };
}

function sentenceOf({ weekEnding, amountCents, state, receiver }: Payout): string {
  const [amount, to] = [toDollars(amountCents), maskedAddress(receiver)];
  const of = `${amount} of Friday ${runFridayOf(weekEnding)}`;
  const back = 'it is on your balance again, and the next run without a reason against it pays it';
  switch (state) {
    case 'planned':
      return `${of} is on its way to ${to}.`;
    case 'unclaimed':
      return `${of} was sent to ${to} and waits there to be claimed: PayPal has no account with this address. After 30 days it comes back to your balance.`;
    case 'blocked':
      return `${of} is held by PayPal; operations look at it.`;
    case 'paid':
      return `${of} was paid to ${to}.`;
    case 'failed':
    case 'denied':
    case 'rejected':
      return `${of} could not be sent to ${to}: ${back}.`;
    case 'returned':
      return `${of} was not claimed at ${to} and came back: ${back}.`;
    case 'canceled':
      return `${of} was cancelled before it was claimed: ${back}.`;
    case 'refused':
      return `${of} was planned, and operations refused the run: ${back}.`;
    case 'refunded':
      return `${of} was sent back by ${to}; operations look at it.`;
    case 'reversed':
      return `${of} was reversed by PayPal; operations look at it.`;
    case 'put-back':
      return `${of} did not stay at ${to}: ${back}.`;
    case 'written-off':
      return `${of} did not stay at ${to}. Operations have settled it with you and counted it as paid.`;
  }
}
