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
}

export function batchRequest(
  { weekEnding, manifest, generation }: BatchIdentity,
  rows: readonly ManifestRow[],
): PayoutBatchRequest {
  return {
    senderBatchId: senderBatchIdOf(weekEnding, manifest, generation),
    emailSubject: 'Your partner commissions',
    note: `Partner commissions up to ${weekEnding}`,
    items: rows.map(({ partnerId, payoutCents, receiver = '' }) => ({
      senderItemId: senderItemIdOf(weekEnding, partnerId, generation),
      receiver,
      amount: payoutCents,
    })),
  };
}

export const batchHash = (request: PayoutBatchRequest): string => contentHash(request);
