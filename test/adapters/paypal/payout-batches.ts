/** Batches to send in tests, and where PayPal's own OpenAPI file would be. */
import { fileURLToPath } from 'node:url';
import { cents } from '../../../shared/domain/money/cents.ts';
import type { PayoutBatchRequest } from '../../../shared/ports/payout-gateway.ts';

/** Beside the repository; checks against it are skipped where it is missing. */
export const OPEN_API_FILE = fileURLToPath(
  new URL('../../../../shared/paypal/payments_payouts_batch_v1.json', import.meta.url),
);

export const CREDENTIALS = { clientId: 'program', clientSecret: 'not-a-secret' };

export function payoutBatch(
  senderBatchId: string,
  receivers: readonly string[],
  note = 'Thank you.',
): PayoutBatchRequest {
  return {
    senderBatchId,
    emailSubject: 'Your partner payout',
    note,
    items: receivers.map((receiver, index) => ({
      senderItemId: `${senderBatchId}-${index}`,
      receiver,
      amount: cents(118_50 + index),
    })),
  };
}
