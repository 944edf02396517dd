/** One run's payouts: manifest rows against the payouts they became, and against the items that PayPal has of them. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { senderItemIdOf } from '../../domain/payout-batch.ts';
import type { WitnessedBatch } from '../../ports/books.ts';
import type { Payout } from '../../ports/payout.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { ManifestRow } from '../../ports/run-ledger.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';
import { rowsSent } from '../settlement/match-batch.ts';
import type { BookProblem } from './book-problem.ts';
import { batchProblem, rowProblems } from './manifest-problems.ts';

export interface VerifiedRun {
  readonly problems: readonly BookProblem[];
  /** Partners whom the run pays. */
  readonly paid: ReadonlySet<PartnerId>;
  /** PayPal's batches that the run knows of. */
  readonly batches: ReadonlySet<string>;
  readonly payPalItems: number;
}

/** @param witnessed by sender batch id; undefined where nobody asked PayPal. */
export async function verifyRun(
  week: WeekEnding,
  history: RunHistory,
  witnessed: ReadonlyMap<string, WitnessedBatch> | undefined,
): Promise<VerifiedRun> {
  const problems: BookProblem[] = [];
  const paid = new Set<PartnerId>();
  const batches = await history.batchesOf(week);
  for (let manifest = await history.manifestAfter(week, undefined); manifest; ) {
    const rows = manifest.rows.filter(({ payoutCents }) => payoutCents > 0);
    const payouts = await history.payouts(
      week,
      rows.map(({ partnerId }) => partnerId),
    );
    for (const row of rows) {
      paid.add(row.partnerId);
      problems.push(...rowProblems(week, row, payouts.get(row.partnerId)));
    }
    problems.push(...batchProblem(week, manifest, batches));
    manifest = await history.manifestAfter(week, manifest.id);
  }
  let payPalItems = 0;
  for (const batch of witnessed ? batches : []) {
    const rows = rowsSent(batch, await history.rowsOf(batch));
    const payouts = await history.payouts(
      week,
      rows.map(({ partnerId }) => partnerId),
    );
    const found = witnessed?.get(batch.senderBatchId);
    payPalItems += found?.items.length ?? 0;
    problems.push(...batchProblems(batch, rows, payouts, found));
  }
  return { problems, paid, batches: new Set(batches.map(({ senderBatchId }) => senderBatchId)), payPalItems };
}

function batchProblems(
  batch: Batch,
  rows: readonly ManifestRow[],
  payouts: ReadonlyMap<PartnerId, Payout>,
  found: WitnessedBatch | undefined,
): BookProblem[] {
  const { senderBatchId, payoutBatchId } = batch;
  if (!found) {
    return payoutBatchId === undefined
      ? []
      : [{ kind: 'paypal-batch-missing', about: senderBatchId, detail: `PayPal does not have ${payoutBatchId}` }];
  }
  const expected = new Map(rows.map((row) => [senderItemIdOf(batch.weekEnding, row.partnerId, batch.generation), row]));
  const listed = new Map(found.items.map((item) => [item.senderItemId, item]));
  const problems: BookProblem[] = [];
  for (const [id, { partnerId, payoutCents, receiver }] of expected) {
    const item = listed.get(id);
    const problem = (kind: BookProblem['kind'], detail: string) => problems.push({ kind, about: partnerId, detail });
    if (!item) problem('paypal-item-missing', `${senderBatchId}: ${payoutCents}`);
    else if (item.cents !== payoutCents || item.receiver.toLowerCase() !== receiver?.toLowerCase())
      problem(
        'paypal-item-altered',
        `${senderBatchId}: PayPal has ${item.cents}, the manifest ${payoutCents}, or another receiver`,
      );
    const payout = payouts.get(partnerId);
    if (item && payout?.state === 'paid' && payout.payoutItemId !== item.payoutItemId)
      problem(
        'payout-untraceable',
        `${senderBatchId}: on record is ${payout.payoutItemId ?? 'no item'}, PayPal's is ${item.payoutItemId}`,
      );
  }
  const extra = found.items.filter(({ senderItemId }, place) => {
    const again = found.items.findIndex((item) => item.senderItemId === senderItemId) !== place;
    return again || !expected.has(senderItemId);
  });
  for (const { senderItemId, cents } of extra)
    problems.push({ kind: 'paypal-item-extra', about: senderBatchId, detail: `item ${senderItemId} of ${cents}` });
  return problems;
}
