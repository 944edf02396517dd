/** The request that pays a batch: the same rows give the same bytes for ever, and its hash freezes them. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import { senderBatchIdOf, senderItemIdOf } from '../../domain/payout-batch.ts';
import type { PayoutBatchRequest } from '../../ports/payout-gateway.ts';
import type { ManifestRow } from '../../ports/run-ledger.ts';
import { contentHash } from '../content-hash.ts';

export interface BatchIdentity {
  readonly weekEnding: WeekEnding;
  readonly manifest: string;
  readonly generation: number;
  readonly emailSubject: string;
  readonly note: string;
}

/** The texts of a new batch. A later version of the program may write others: a frozen batch keeps its own. */
export const payoutTexts = (weekEnding: WeekEnding): { emailSubject: string; note: string } => ({
  emailSubject: 'Your partner commissions',
  note: `Partner commissions up to ${weekEnding}`,
});

export function batchRequest(
  { weekEnding, manifest, generation, emailSubject, note }: BatchIdentity,
  rows: readonly ManifestRow[],
): PayoutBatchRequest {
  return {
    senderBatchId: senderBatchIdOf(weekEnding, manifest, generation),
    emailSubject,
    note,
    items: rows.map(({ partnerId, payoutCents, receiver = '' }) => ({
      senderItemId: senderItemIdOf(weekEnding, partnerId, generation),
      receiver,
      amount: payoutCents,
    })),
  };
}

export const batchHash = (request: PayoutBatchRequest): string => contentHash(request);
