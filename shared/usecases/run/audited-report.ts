/** What a run's report says, with the audit of its books: the last thing before the run is over. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { Run, RunReport } from '../../ports/run-ledger.ts';
import type { SettlementLedger } from '../../ports/settlement-ledger.ts';
import type { RunAudit } from '../books/audit-run.ts';
import type { SettlementDependencies } from '../settlement/dependencies.ts';
import { reportRun } from './report-run.ts';

export interface ClosingDependencies {
  readonly ledger: SettlementLedger;
  readonly audit: (week: WeekEnding) => Promise<RunAudit>;
  readonly alarm: SettlementDependencies['alarm'];
}

/** So many are named in the log; the rest is seen where the books are asked for. */
const MOST_NAMED = 20;

export async function auditedReport(run: Run, { ledger, audit, alarm }: ClosingDependencies): Promise<RunReport> {
  const { weekEnding } = run;
  const report = reportRun(run, await ledger.batchesOf(weekEnding));
  const { partners, differenceCents, problems } = await audit(weekEnding);
  // What moved has moved: a run that stayed open for it would help nobody, and hold up the next Friday.
  if (problems.length > 0) {
    const named = problems.slice(0, MOST_NAMED).map(({ kind, about }) => `${kind} ${about}`);
    alarm('the books of a run do not add up', { weekEnding, problems: problems.length, about: named.join(', ') });
  }
  return { ...report, books: { partners, differenceCents, problems: problems.length } };
}
