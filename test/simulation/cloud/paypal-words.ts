/** PayPal's answers, byte for byte as they stand in public captures. */
import type { Answer } from '../../../shared/adapters/paypal/payouts-client.ts';
import { type BookedBatch, statusAt, turnAt } from './paypal-books.ts';

const answer = (statusCode: number, body: object): Answer => ({
  statusCode,
  headers: {},
  message: JSON.stringify(body),
});

export const CREATED = ({ batchId, senderBatchId }: BookedBatch): Answer =>
  answer(201, {
    batch_header: {
      sender_batch_header: { sender_batch_id: senderBatchId },
      payout_batch_id: batchId,
      batch_status: 'PENDING',
    },
    links: [],
  });

export const error = (status: number, name: string): Answer =>
  answer(status, { name, message: 'see the documentation', debug_id: 'd1' });

export const duplicate = ({ batchId, linked }: BookedBatch): Answer =>
  answer(400, {
    name: 'USER_BUSINESS_ERROR',
    message: 'User business error.',
    debug_id: 'd2',
    details: [
      {
        field: 'SENDER_BATCH_ID',
        issue: 'Batch with given sender_batch_id already exists',
        ...(linked && {
          link: [{ href: `https://api.paypal.com/v1/payments/payouts/${batchId}`, rel: 'self', method: 'GET' }],
        }),
      },
    ],
  });

export const itemsRefused = (places: readonly number[]): Answer =>
  answer(400, {
    name: 'VALIDATION_ERROR',
    message: 'Invalid request - see details',
    debug_id: 'd3',
    details: places.map((place) => ({ field: `items[${place}].receiver`, issue: 'Receiver is invalid' })),
  });

/** @param half PayPal is still reading the items in: it lists some, and counts those. */
export function batchPage({ batchId, senderBatchId, denied, items }: BookedBatch, now: number, half: boolean): Answer {
  const statuses = items.map((item) => statusAt(item, now));
  const open = statuses.some((status) => status === 'PENDING');
  const listed = half && open ? items.slice(0, Math.floor(items.length / 2)) : items;
  return answer(200, {
    total_items: listed.length,
    total_pages: 1,
    batch_header: {
      payout_batch_id: batchId,
      batch_status: denied ? 'DENIED' : open ? 'PROCESSING' : 'SUCCESS',
      sender_batch_header: { sender_batch_id: senderBatchId },
    },
    items: listed.map((item) => ({
      payout_item_id: item.itemId,
      transaction_status: statusAt(item, now),
      payout_item: {
        amount: { currency: 'USD', value: (item.cents / 100).toFixed(2) },
        receiver: item.receiver,
        sender_item_id: item.senderItemId,
      },
      ...(turnAt(item, now)?.error && { errors: { name: turnAt(item, now)?.error } }),
    })),
  });
}
