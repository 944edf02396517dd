/**
 * Asks PayPal to cancel an unclaimed payout, because operations want it, and looks at what came of it. PayPal's answer to the
 * cancellation moves nothing: only the item that is seen as RETURNED gives the money back.
 */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { ReconcileDependencies } from './dependencies.ts';
import { lookNow, PayPalUnavailable } from './look-now.ts';

export interface CancelOrder {
  readonly partnerId: PartnerId;
  readonly weekEnding: WeekEnding;
}

/** `not-unclaimed`: it was claimed, returned or cancelled before, or nobody asked for it. `refused`: PayPal would not, and it is unclaimed still. */
export type CancelEnd = 'cancelled' | 'not-unclaimed' | 'refused';

/** @throws PayPalUnavailable */
export async function cancelUnclaimed(
  { partnerId, weekEnding }: CancelOrder,
  dependencies: ReconcileDependencies,
): Promise<CancelEnd> {
  const { ledger, gateway, alarm } = dependencies;
  const payout = await ledger.findPayout(partnerId, weekEnding);
  // A message alone proves nothing: what operations asked for stands with the payout.
  if (payout?.state !== 'unclaimed' || payout.payoutItemId === undefined || payout.cancelAskedBy === undefined)
    return 'not-unclaimed';
  const asked = await gateway.cancelItem(payout.payoutItemId);
  if (asked.kind === 'unavailable') throw new PayPalUnavailable(`PayPal was not heard to cancel: ${asked.cause}`);
  // A refusal may mean that it is cancelled or claimed already: that, too, only a look tells.
  const batch = await ledger.batchOfPayout(payout);
  if (!batch) throw new Error(`the payout of ${partnerId} for week ${weekEnding} is in no batch`);
  await lookNow(batch, dependencies);
  const after = await ledger.findPayout(partnerId, weekEnding);
  if (after?.state !== 'unclaimed') return 'cancelled';
  const about = { partner: partnerId, weekEnding, error: asked.kind === 'refused' ? asked.error : 'still unclaimed' };
  alarm('PayPal did not cancel an unclaimed payout', about);
  return 'refused';
}
