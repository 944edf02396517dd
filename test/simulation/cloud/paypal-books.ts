/** What PayPal itself has on its books: batches, items and whose money is where. Knows nothing of the ledger. */
import type { Turn } from './fates.ts';

export interface BookedItem {
  readonly itemId: string;
  readonly senderItemId: string;
  readonly receiver: string;
  readonly cents: number;
  turns: readonly Turn[];
}

export interface BookedBatch {
  readonly batchId: string;
  readonly senderBatchId: string;
  readonly acceptedAt: number;
  readonly denied: boolean;
  readonly items: readonly BookedItem[];
  /** The duplicate answer of a second request names this batch. */
  readonly linked: boolean;
}

/** With these the money is with the sender. */
export const NOT_MOVED = new Set(['FAILED', 'RETURNED', 'CANCELED', 'DENIED']);
/** A sender batch id is known for so long, and a second request under it refused. */
const MEMORY_MS = 30 * 86_400_000;

export class PayPalBooks {
  readonly batches: BookedBatch[] = [];
  readonly #byId = new Map<string, BookedBatch>();
  readonly #bySenderId = new Map<string, BookedBatch>();
  readonly #toReceiver = new Map<string, BookedItem[]>();

  find(batchId: string): BookedBatch | undefined {
    return this.#byId.get(batchId);
  }

  remembered(senderBatchId: string, now: number): BookedBatch | undefined {
    const batch = this.#bySenderId.get(senderBatchId);
    return batch && now - batch.acceptedAt < MEMORY_MS ? batch : undefined;
  }

  add(batch: BookedBatch): void {
    this.batches.push(batch);
    this.#byId.set(batch.batchId, batch);
    this.#bySenderId.set(batch.senderBatchId, batch);
    for (const item of batch.items) {
      const own = this.#toReceiver.get(item.receiver) ?? [];
      own.push(item);
      this.#toReceiver.set(item.receiver, own);
    }
  }

  /** Cents that a receiver has, or may still get. */
  moved(receiver: string, now: number): number {
    let sum = 0;
    for (const item of this.#toReceiver.get(receiver) ?? []) if (!NOT_MOVED.has(statusAt(item, now))) sum += item.cents;
    return sum;
  }
}

export function turnAt({ turns }: BookedItem, now: number): Turn | undefined {
  return turns.findLast(({ at }) => at <= now);
}
export const statusAt = (item: BookedItem, now: number): string => turnAt(item, now)?.status ?? 'PENDING';
