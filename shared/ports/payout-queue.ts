import type { SettleBatchMessage } from '../contracts/settlement.ts';

/** Hands frozen batches to the payout workers: at least once, in any order. */
export interface PayoutQueue {
  send(messages: readonly SettleBatchMessage[]): Promise<void>;
}
