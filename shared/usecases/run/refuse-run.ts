/** Refuses a held run: each of its payouts goes back to its partner's balance, unsent, and the next run decides anew. */
import type * as z from 'zod';
import type { CloseRunOutput, closeRunInputSchema } from '../../contracts/payout-run.ts';
import { add, type Cents } from '../../domain/money/cents.ts';
import type { Batch, SettlementLedger } from '../../ports/settlement-ledger.ts';
import { inParallel } from '../in-parallel.ts';
import { auditedReport, type ClosingDependencies } from './audited-report.ts';
import { StaleAttempt } from './plan-buckets.ts';

const MOVES_AT_ONCE = 25;

export async function refuseRun(
  { weekEnding, attempt, requested }: z.output<typeof closeRunInputSchema>,
  dependencies: ClosingDependencies,
): Promise<CloseRunOutput> {
  const { ledger } = dependencies;
  const run = await ledger.findRun(weekEnding);
  if (!run || run.attempt !== attempt)
    throw new StaleAttempt(`attempt ${attempt} of run ${weekEnding} was overtaken before it was refused`);
  const next = weekEnding < requested.weekEnding ? 'next-run' : 'done';
  if (run.state === 'refused' && run.report) return { next, state: 'refused', ...run.report };

  for (const batch of await ledger.batchesOf(weekEnding)) {
    const rows = await ledger.rowsOf(batch);
    // The batch first: from then on no worker sends it, and only then does the money go back.
    if (!(await refuseBatch(batch, add(...rows.map(({ payoutCents }) => payoutCents)), ledger))) continue;
    await inParallel(rows, MOVES_AT_ONCE, async ({ partnerId }) => {
      await ledger.movePayout({ partnerId, weekEnding, to: 'refused' });
    });
  }
  const report = await auditedReport(run, dependencies);
  if (!(await ledger.changeRun(run, { state: 'refused', report })))
    throw new StaleAttempt(`run ${weekEnding} moved on while it was refused`);
  return { next, state: 'refused', ...report };
}

/** False for a batch that was sent or may have been: it goes on to its end. */
async function refuseBatch(batch: Batch, backCents: Cents, ledger: SettlementLedger): Promise<boolean> {
  let current: Batch | undefined = batch;
  while (current?.state === 'frozen') {
    if (await ledger.changeBatch(current, { state: 'refused', backCents })) return true;
    current = await ledger.findBatch(batch);
  }
  return current?.state === 'refused';
}
