/** Looks every day at what weekly runs left open: unclaimed and held items, batches that PayPal did not answer for. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { Run } from '../../ports/run-ledger.ts';
import { reportRun } from '../run/report-run.ts';
import type { SettlementDependencies } from './dependencies.ts';
import { mayBeSent } from './may-be-sent.ts';
import { type BatchStanding, reconcileBatch } from './reconcile-batch.ts';

export type DailyReport = Readonly<Record<BatchStanding, number>>;

export async function reconcileDaily(dependencies: SettlementDependencies): Promise<DailyReport> {
  const { ledger } = dependencies;
  const runs = new Map<WeekEnding, Run | undefined>();
  const counts = { open: 0, lingering: 0, parked: 0, over: 0 };
  for (const batch of await ledger.openBatches()) {
    if (!runs.has(batch.weekEnding)) runs.set(batch.weekEnding, await ledger.findRun(batch.weekEnding));
    if (batch.state === 'frozen' && !mayBeSent(runs.get(batch.weekEnding), batch)) continue;
    counts[await reconcileBatch(batch, dependencies)] += 1;
  }
  for (const run of runs.values()) {
    if (run?.state === 'closed')
      await ledger.changeRun(run, { report: reportRun(run, await ledger.batchesOf(run.weekEnding)) });
  }
  return counts;
}
