/** What can happen in the local PayPal: its state is these events in their order, and nothing else. Money is in cents. */
export interface BookItem {
  readonly payoutItemId: string;
  readonly senderItemId: string | undefined;
  readonly recipientType: string;
  readonly receiver: string;
  readonly cents: number;
  readonly feeCents: number;
  readonly note: string | undefined;
}

export interface BookBatch {
  readonly payoutBatchId: string;
  readonly senderBatchId: string;
  readonly emailSubject: string | undefined;
  readonly emailMessage: string | undefined;
  /** Milliseconds on the program's clock. */
  readonly createdAt: number;
  readonly items: readonly BookItem[];
}

/** PayPal's item statuses, or any other word, to see what a program does with one it does not know. */
export interface ItemEnd {
  readonly status: string;
  readonly error?: string | undefined;
}

export type BatchEnd = 'DENIED' | 'CANCELED';

export type BookEvent =
  | { readonly kind: 'opened'; readonly balanceCents: number }
  | { readonly kind: 'balance-set'; readonly balanceCents: number }
  /** From now on items for this receiver (in lower case) end so. */
  | { readonly kind: 'outcome-set'; readonly receiver: string; readonly end: ItemEnd }
  | { readonly kind: 'batch-outcome-set'; readonly senderBatchId: string; readonly end: BatchEnd }
  | { readonly kind: 'accepted'; readonly batch: BookBatch }
  /** `ends` has those items that did not simply end as SUCCESS, by payout item id. */
  | {
      readonly kind: 'processed';
      readonly payoutBatchId: string;
      readonly at: number;
      readonly status: string;
      readonly ends: Readonly<Record<string, ItemEnd>>;
    }
  | { readonly kind: 'item-moved'; readonly payoutItemId: string; readonly at: number; readonly end: ItemEnd };
