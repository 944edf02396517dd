/** Ends a run: its report, with books that balance. What PayPal has not decided by now goes to the daily reconciliation. */
import type * as z from 'zod';
import type { CloseRunOutput, closeRunInputSchema } from '../../contracts/payout-run.ts';
import { auditedReport, type ClosingDependencies } from './audited-report.ts';
import { PlanningIncomplete } from './guard-run.ts';
import { StaleAttempt } from './plan-buckets.ts';

export async function closeRun(
  { weekEnding, attempt, requested }: z.output<typeof closeRunInputSchema>,
  dependencies: ClosingDependencies,
): Promise<CloseRunOutput> {
  const { ledger } = dependencies;
  const run = await ledger.findRun(weekEnding);
  if (!run || run.attempt !== attempt)
    throw new StaleAttempt(`attempt ${attempt} of run ${weekEnding} was overtaken before it closed`);
  const next = weekEnding < requested.weekEnding ? 'next-run' : 'done';
  if ((run.state === 'closed' || run.state === 'refused') && run.report)
    return { next, state: run.state, ...run.report };
  if (run.state === 'planning') {
    throw new PlanningIncomplete(
      `run ${weekEnding} paid what was planned; groups ${run.guard?.failedGroups.join(', ')} failed: start it again`,
    );
  }
  const report = await auditedReport(run, dependencies);
  if (!(await ledger.changeRun(run, { state: 'closed', report })))
    throw new StaleAttempt(`run ${weekEnding} moved on while it closed`);
  return { next, state: 'closed', ...report };
}
