/** What a run does for one partner: pays the whole balance, or carries it and says why. */
import { type HoldReason, holdReasons, type PayoutContext } from './hold-reason.ts';
import type { Cents } from './money/cents.ts';
import type { Partner } from './partner.ts';

export type PayoutDecision =
  | { readonly kind: 'pay'; readonly amount: Cents; readonly receiver: string }
  | { readonly kind: 'carry'; readonly balance: Cents; readonly reasons: readonly HoldReason[] };

/** Never a part of the balance: it is paid in full or carried in full. */
export function decidePayout(partner: Partner, balance: Cents, context: PayoutContext): PayoutDecision {
  const reasons = holdReasons(partner, balance, context);
  // Without an address there is a reason; the second test only tells the compiler.
  if (reasons.length > 0 || partner.paypal === undefined) return { kind: 'carry', balance, reasons };
  return { kind: 'pay', amount: balance, receiver: partner.paypal.address };
}
