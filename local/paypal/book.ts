/** The local PayPal's accounts: batches, items and the sender's balance, built from events that are journalled first. */
import type { BatchEnd, BookBatch, BookEvent, BookItem, ItemEnd } from './book-events.ts';
import { openJournal } from './journal.ts';

export interface ItemState extends BookItem {
  readonly batch: BatchState;
  status: string;
  error: string | undefined;
  /** When it got this status; undefined while it is being processed. */
  settledAt: number | undefined;
}

export interface BatchState extends Omit<BookBatch, 'items'> {
  readonly items: readonly ItemState[];
  status: string;
  completedAt: number | undefined;
}

const MONEY_IS_BACK = new Set(['FAILED', 'RETURNED', 'CANCELED', 'DENIED', 'REFUNDED', 'REVERSED']);

export class Book {
  readonly batches = new Map<string, BatchState>();
  readonly items = new Map<string, ItemState>();
  /** Those that a passing moment may still move. */
  readonly unprocessed = new Set<BatchState>();
  readonly unclaimed = new Set<ItemState>();
  readonly outcomes = new Map<string, ItemEnd>();
  readonly batchOutcomes = new Map<string, BatchEnd>();
  balanceCents = 0;
  /** Told of what happens, and not of what the journal remembers. */
  onRecord: (event: BookEvent) => void = () => {};
  readonly #latest = new Map<string, BatchState>();
  readonly #journal;

  constructor(stateFile: string | undefined, balanceCents: number) {
    let isNew = true;
    this.#journal = openJournal(stateFile, (event) => {
      isNew = false;
      this.#apply(event);
    });
    if (isNew) this.record({ kind: 'opened', balanceCents });
  }

  record(event: BookEvent): void {
    this.#journal.append(event);
    this.#apply(event);
    this.onRecord(event);
  }

  /** The last batch accepted under this sender's id, however long ago. */
  latestOf(senderBatchId: string): BatchState | undefined {
    return this.#latest.get(senderBatchId);
  }

  close(): void {
    this.#journal.close();
  }

  #apply(event: BookEvent): void {
    switch (event.kind) {
      case 'opened':
      case 'balance-set':
        this.balanceCents = event.balanceCents;
        return;
      case 'outcome-set':
        this.outcomes.set(event.receiver, event.end);
        return;
      case 'batch-outcome-set':
        this.batchOutcomes.set(event.senderBatchId, event.end);
        return;
      case 'accepted':
        this.#accept(event.batch);
        return;
      case 'processed':
        this.#process(event);
        return;
      case 'item-moved': {
        const item = this.items.get(event.payoutItemId);
        if (item) this.#move(item, event.end, event.at);
        return;
      }
    }
  }

  #accept({ items, ...head }: BookBatch): void {
    const states: ItemState[] = [];
    const batch: BatchState = { ...head, items: states, status: 'PENDING', completedAt: undefined };
    for (const item of items) {
      const state: ItemState = { ...item, batch, status: 'PENDING', error: undefined, settledAt: undefined };
      states.push(state);
      this.items.set(item.payoutItemId, state);
      this.balanceCents -= item.cents + item.feeCents;
    }
    this.batches.set(batch.payoutBatchId, batch);
    this.#latest.set(batch.senderBatchId, batch);
    this.unprocessed.add(batch);
  }

  #process({ payoutBatchId, at, status, ends }: Extract<BookEvent, { kind: 'processed' }>): void {
    const batch = this.batches.get(payoutBatchId);
    if (!batch) return;
    batch.status = status;
    batch.completedAt = at;
    this.unprocessed.delete(batch);
    for (const item of batch.items) {
      // One that was moved by hand while the batch was being processed stays where it was put.
      if (item.settledAt === undefined) this.#move(item, ends[item.payoutItemId] ?? { status: 'SUCCESS' }, at);
    }
  }

  #move(item: ItemState, end: ItemEnd, at: number): void {
    if (MONEY_IS_BACK.has(item.status)) this.balanceCents -= item.cents;
    if (MONEY_IS_BACK.has(end.status)) this.balanceCents += item.cents;
    item.status = end.status;
    item.error = end.error;
    item.settledAt = at;
    if (end.status === 'UNCLAIMED') this.unclaimed.add(item);
    else this.unclaimed.delete(item);
  }
}
