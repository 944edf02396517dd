/** PayPal rejects a whole request for one invalid item: those items are left out and the rest is frozen anew, under a new id. */
import { add } from '../../domain/money/cents.ts';
import { senderBatchIdOf } from '../../domain/payout-batch.ts';
import type { SendOutcome } from '../../ports/payout-gateway.ts';
import type { ManifestRow } from '../../ports/run-ledger.ts';
import type { Batch, ExcludedItem } from '../../ports/settlement-ledger.ts';
import { batchHash, batchRequest } from './batch-request.ts';
import type { SettlementDependencies } from './dependencies.ts';
import { rowsSent } from './match-batch.ts';

/** A thousand of them share one item of at most 400 KB with their partners' ids. */
const MAX_ISSUE_LENGTH = 120;

/**
 * Only for a batch that is proven unsent. False when the refusal names none of its items: then there is nothing to leave out.
 * The excluded payouts come back to their partners' balances when the new batch is reconciled.
 */
export async function nextGeneration(
  batch: Batch,
  refused: Extract<SendOutcome, { kind: 'items-refused' }>['items'],
  rows: readonly ManifestRow[],
  { ledger, queue, alarm }: SettlementDependencies,
): Promise<boolean> {
  const sent = rowsSent(batch, rows);
  const excluded = refused.flatMap(({ index, issue }): ExcludedItem[] => {
    const row = sent[index];
    return row ? [{ partnerId: row.partnerId, issue: issue.slice(0, MAX_ISSUE_LENGTH) }] : [];
  });
  if (excluded.length === 0) return false;

  const all = [
    ...batch.excluded,
    ...excluded.filter(({ partnerId }, place) => excluded.findIndex((item) => item.partnerId === partnerId) === place),
  ];
  const generation = batch.generation + 1;
  const rest = rowsSent({ ...batch, excluded: all }, rows);
  const { weekEnding, manifest, emailSubject, note } = batch;
  const identity = { weekEnding, manifest, generation, emailSubject, note };
  const hash = batchHash(batchRequest(identity, rest));
  const next: Batch = {
    ...identity,
    // With nobody left there is nothing to send: reconciliation only gives the money back.
    state: rest.length > 0 ? 'frozen' : 'accepted',
    version: 1,
    senderBatchId: senderBatchIdOf(batch.weekEnding, batch.manifest, generation),
    hash,
    items: rest.length,
    totalCents: add(...rest.map(({ payoutCents }) => payoutCents)),
    excluded: all,
    attempts: 0,
    // As long ago as the batch it follows: should its message be lost, it is queued again soon.
    queuedAt: batch.queuedAt,
  };
  alarm('PayPal will not take some items', {
    batch: batch.senderBatchId,
    items: excluded.length,
    issue: excluded[0]?.issue ?? '',
  });
  const superseded = await ledger.supersede(batch, next);
  if (superseded && rest.length > 0) await queue.send([{ weekEnding, manifest, generation, hash }]);
  return true;
}
