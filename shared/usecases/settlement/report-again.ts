/** Brings the report of a run that is over up to what its batches say now: PayPal decides some items weeks later. */
import type { Run } from '../../ports/run-ledger.ts';
import type { SettlementLedger } from '../../ports/settlement-ledger.ts';
import { contentHash } from '../content-hash.ts';
import { reportRun } from '../run/report-run.ts';

export async function reportAgain(
  run: Run | undefined,
  ledger: Pick<SettlementLedger, 'batchesOf' | 'changeRun'>,
): Promise<void> {
  if (run?.state !== 'closed' && run?.state !== 'refused') return;
  const sums = reportRun(run, await ledger.batchesOf(run.weekEnding));
  // The audit stays as it was found when the run ended.
  const report = { ...run.report, ...sums };
  // A batch may wait for weeks: a day that changes nothing writes nothing.
  if (contentHash(report) !== contentHash(run.report)) await ledger.changeRun(run, { report });
}
