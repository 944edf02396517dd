/** What the local PayPal's journal says that it has: read at rest, without starting it. */
import { existsSync } from 'node:fs';
import type { WitnessedBatch } from '../../shared/ports/books.ts';
import { Book } from './book.ts';

/** Nothing for a journal that is not there: then PayPal was never asked. */
export function witnessIn(journal: string): WitnessedBatch[] {
  if (!existsSync(journal)) return [];
  const book = new Book(journal, 0);
  try {
    return [...book.batches.values()].map(({ payoutBatchId, senderBatchId, items }) => ({
      payoutBatchId,
      senderBatchId,
      items: items.map(({ payoutItemId, senderItemId = '', receiver, cents, status }) => ({
        ...{ payoutItemId, senderItemId, receiver, cents, status },
      })),
    }));
  } finally {
    book.close();
  }
}
