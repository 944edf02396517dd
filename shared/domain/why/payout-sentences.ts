/** What became of cents that were sent and are not paid: on their way, unclaimed, blocked, or sent back. */
import { addDays } from '../calendar/local-day.ts';
import { runFridayOf } from '../calendar/week.ts';
import type { PayoutPosition } from './partner-position.ts';
import type { SentPart } from './unpaid-parts.ts';
import { amountWords, type WhyContext } from './why-context.ts';

/** PayPal returns what nobody claims after 30 days. */
const DAYS_TO_CLAIM = 30;

export function sentSentence({ payout, cents }: SentPart, context: WhyContext): string {
  const amount = amountWords(cents, context);
  const friday = runFridayOf(payout.weekEnding);
  const run = `the payout of Friday ${friday}`;
  switch (payout.state) {
    case 'planned':
      return payout.weekEnding === context.position.calendar.held
        ? `${amount} is in ${run}, which operations look at before it is sent.`
        : `${amount} is in ${run}, which is on its way to you: PayPal has not said yet that it is paid.`;
    case 'unclaimed':
      return `${amount} is in ${run}, which waits at PayPal to be claimed. Unclaimed it comes back to your balance on about ${addDays(friday, DAYS_TO_CLAIM)}.`;
    case 'blocked':
      return `${amount} is in ${run}, which PayPal blocks; operations look into it.`;
    case 'refunded':
      return `${amount} is in ${run}, which its receiver sent back; operations decide what becomes of it.`;
    case 'reversed':
      return `${amount} is in ${run}, which PayPal reversed; operations decide what becomes of it.`;
    default:
      throw new RangeError(`a payout that is ${payout.state} is neither in flight nor with operations`);
  }
}

/** Undefined where only time helps. */
export function sentAction({ state }: PayoutPosition): string | undefined {
  if (state === 'planned') return undefined;
  return state === 'unclaimed'
    ? 'Claim it at PayPal with the address that it was sent to.'
    : 'Get in touch with support.';
}
