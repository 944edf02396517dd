/** The request that creates a batch. Written out field by field, so that the same batch makes the same bytes for ever. */
import paypal from '@paypal/payouts-sdk';
import { toDecimal } from '../../domain/money/cents.ts';
import type { PayoutBatchRequest } from '../../ports/payout-gateway.ts';

export function createRequest({ senderBatchId, emailSubject, note, items }: PayoutBatchRequest) {
  return (
    new paypal.payouts.PayoutsPostRequest()
      // Documented as an idempotency key, but PayPal did not act so: the sender batch id alone protects from paying twice.
      .payPalRequestId(senderBatchId)
      .requestBody({
        sender_batch_header: { sender_batch_id: senderBatchId, email_subject: emailSubject },
        items: items.map(({ senderItemId, receiver, amount }) => ({
          recipient_type: 'EMAIL',
          amount: { currency: 'USD', value: toDecimal(amount) },
          receiver,
          note,
          sender_item_id: senderItemId,
        })),
      })
  );
}
