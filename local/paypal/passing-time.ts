/** What passing time does to the book: batches are processed, and what nobody claims within 30 days is returned. */
import type { BatchState, Book } from './book.ts';
import type { ItemEnd } from './book-events.ts';

export const THIRTY_DAYS_MS = 30 * 86_400_000;

/** Done at every look, so that a clock that leaps finds everything where it would be had it walked. */
export function letTimePass(book: Book, now: number, processingMs: number): void {
  for (const batch of [...book.unprocessed]) {
    const at = batch.createdAt + processingMs;
    if (at <= now) process(book, batch, at);
  }
  for (const item of [...book.unclaimed]) {
    const at = (item.settledAt ?? now) + THIRTY_DAYS_MS;
    if (at > now) continue;
    book.record({
      kind: 'item-moved',
      payoutItemId: item.payoutItemId,
      at,
      end: { status: 'RETURNED', error: item.error },
    });
  }
}

function process(book: Book, batch: BatchState, at: number): void {
  const whole = book.batchOutcomes.get(batch.senderBatchId);
  const ends: Record<string, ItemEnd> = {};
  for (const { payoutItemId, receiver } of batch.items) {
    const end = whole ? { status: whole } : book.outcomes.get(receiver.toLowerCase());
    if (end && end.status !== 'SUCCESS') ends[payoutItemId] = end;
  }
  // SUCCESS says that the batch was processed, not that anybody was paid: that stands at each item.
  book.record({ kind: 'processed', payoutBatchId: batch.payoutBatchId, at, status: whole ?? 'SUCCESS', ends });
}
