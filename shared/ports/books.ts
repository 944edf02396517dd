/** What an audit of the books asks beside what screens and runs read: the waiting list, and PayPal's own word on what it moved. */
import type { PartnerId } from '../domain/ids.ts';

export interface WaitingList {
  /** Whether the partner stands in the list of those who carry something. */
  waits(partner: PartnerId): Promise<boolean>;
}

/** An item as PayPal has it, in its own words. */
export interface WitnessedItem {
  readonly payoutItemId: string;
  readonly senderItemId: string;
  readonly receiver: string;
  readonly cents: number;
  readonly status: string;
}

export interface WitnessedBatch {
  readonly payoutBatchId: string;
  readonly senderBatchId: string;
  readonly items: readonly WitnessedItem[];
}
