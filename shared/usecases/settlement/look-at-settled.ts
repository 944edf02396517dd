/**
 * Looks at a batch that is settled: what was paid may still be sent back by its receiver, or reversed. Nothing else that
 * PayPal says by now moves anything: what came back is on a balance, and may have been paid again.
 */
import { add, type Cents, subtract } from '../../domain/money/cents.ts';
import type { ManifestRow } from '../../ports/run-ledger.ts';
import type { Batch, PayoutMove } from '../../ports/settlement-ledger.ts';
import type { ReconcileDependencies } from './dependencies.ts';
import { matchBatch, rowsSent } from './match-batch.ts';
import { movePayouts } from './move-payouts.ts';

export async function lookAtSettled(batch: Batch, dependencies: ReconcileDependencies): Promise<void> {
  const { ledger, gateway, clock, alarm } = dependencies;
  if (batch.payoutBatchId === undefined) return;
  const rows = await ledger.rowsOf(batch);
  const found = await gateway.findBatch(batch.payoutBatchId);
  // Nothing was learnt; the next look may learn it.
  if (found.kind === 'unavailable') return;
  const match = found.kind === 'found' ? matchBatch(batch, rowsSent(batch, rows), found.value) : undefined;
  if (match === undefined || match.kind === 'different') {
    alarm('PayPal shows a settled batch otherwise than it was', { batch: batch.senderBatchId });
    return;
  }
  const decided = new Set(batch.decided?.map(({ partnerId }) => partnerId));
  const at = clock.now();
  const moves = rows.flatMap(({ partnerId }): PayoutMove[] => {
    const item = match.items.get(partnerId);
    if ((item?.status !== 'REFUNDED' && item?.status !== 'REVERSED') || decided.has(partnerId)) return [];
    const to = item.status === 'REFUNDED' ? 'refunded' : 'reversed';
    return [{ partnerId, weekEnding: batch.weekEnding, to, at, payoutItemId: item.payoutItemId, error: item.error }];
  });
  await movePayouts(batch, rows, moves, dependencies);
  const paidCents = paidWithout(moves, rows, batch);
  if (paidCents !== batch.paidCents) await ledger.changeBatch(batch, { paidCents });
}

/** Of a settled batch all is paid that is neither back nor with operations. */
function paidWithout(moves: readonly PayoutMove[], rows: readonly ManifestRow[], { backCents }: Batch): Cents {
  const away = new Set(moves.map(({ partnerId }) => partnerId));
  const sum = (some: readonly ManifestRow[]): Cents => add(...some.map(({ payoutCents }) => payoutCents));
  return subtract(
    sum(rows),
    add(...(backCents ? [backCents] : []), sum(rows.filter((row) => away.has(row.partnerId)))),
  );
}
