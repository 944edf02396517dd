/** What the local PayPal sends webhooks of: the events of its book, in PayPal's words. */
import { batchResource, itemAnswer } from './answers.ts';
import type { BatchState, Book, ItemState } from './book.ts';
import type { BookEvent } from './book-events.ts';

export interface Notice {
  readonly eventType: string;
  readonly resourceType: 'payouts' | 'payouts_item';
  readonly resource: object;
}

/** Of other statuses PayPal sends none: REVERSED is among them. */
const ITEM_EVENTS: Readonly<Record<string, string>> = {
  SUCCESS: 'SUCCEEDED',
  FAILED: 'FAILED',
  BLOCKED: 'BLOCKED',
  CANCELED: 'CANCELED',
  DENIED: 'DENIED',
  ONHOLD: 'HELD',
  REFUNDED: 'REFUNDED',
  RETURNED: 'RETURNED',
  UNCLAIMED: 'UNCLAIMED',
};
const BATCH_EVENTS: Readonly<Record<string, string>> = { SUCCESS: 'SUCCESS', DENIED: 'DENIED' };

/** @param event that the book has just taken in. */
export function noticesOf(event: BookEvent, book: Book, origin: string): Notice[] {
  switch (event.kind) {
    case 'accepted':
      return ofBatch(book.batches.get(event.batch.payoutBatchId), 'PROCESSING', origin);
    case 'processed': {
      const batch = book.batches.get(event.payoutBatchId);
      const ofItems = (batch?.items ?? []).flatMap((item) => ofItem(item, origin));
      return [...ofBatch(batch, BATCH_EVENTS[event.status], origin), ...ofItems];
    }
    case 'item-moved':
      return ofItem(book.items.get(event.payoutItemId), origin);
    default:
      return [];
  }
}

const ofBatch = (batch: BatchState | undefined, word: string | undefined, origin: string): Notice[] =>
  batch && word
    ? [
        {
          eventType: `PAYMENT.PAYOUTSBATCH.${word}`,
          resourceType: 'payouts',
          resource: batchResource(batch, origin),
        },
      ]
    : [];

function ofItem(item: ItemState | undefined, origin: string): Notice[] {
  const word = item && ITEM_EVENTS[item.status];
  if (!word) return [];
  const eventType = `PAYMENT.PAYOUTS-ITEM.${word}`;
  return [{ eventType, resourceType: 'payouts_item', resource: itemAnswer(item, origin).body }];
}
