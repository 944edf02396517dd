/** The runs of a program, the newest first. There is no list of them: weeks are walked back from the last run's. */
import type { Instant } from '../../domain/calendar/time-zone.ts';
import { previousWeek, type WeekEnding } from '../../domain/calendar/week.ts';
import type { WorkflowExecutions } from '../../ports/executions.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { Run } from '../../ports/run-ledger.ts';

export interface ListedRun {
  readonly run: Run;
  /** When the execution that held it ended. Absent for a run that is not held, and when Step Functions has forgotten it. */
  readonly heldSince?: Instant;
}

/** One BatchGet. */
const WEEKS_PER_READ = 100;

/** Those of weeks before `before`, so many at most. */
export async function listRuns(
  page: { readonly before?: WeekEnding; readonly limit: number },
  { history, workflow }: { readonly history: RunHistory; readonly workflow: Pick<WorkflowExecutions, 'describe'> },
): Promise<ListedRun[]> {
  const { calendar } = await history.program();
  const { lastRun } = calendar ?? {};
  if (!calendar || !lastRun) return [];
  const found: Run[] = [];
  const newest = page.before === undefined || page.before > lastRun ? lastRun : previousWeek(page.before);
  for (let week = newest; week >= calendar.firstWeek && found.length < page.limit; ) {
    const weeks: WeekEnding[] = [];
    for (; week >= calendar.firstWeek && weeks.length < WEEKS_PER_READ; week = previousWeek(week)) weeks.push(week);
    const runs = await history.runs(weeks);
    found.push(...runs.sort((a, b) => (a.weekEnding < b.weekEnding ? 1 : -1)));
  }
  // Only the last run can be held: the next one to open refuses it.
  return Promise.all(found.slice(0, page.limit).map(async (run) => ({ run, ...(await heldSince(run, workflow)) })));
}

export async function heldSince(
  run: Run,
  workflow: Pick<WorkflowExecutions, 'describe'>,
): Promise<{ readonly heldSince?: Instant }> {
  if (run.state !== 'held') return {};
  const stoppedAt = (await workflow.describe(nameIn(run.owner)))?.stoppedAt;
  return stoppedAt === undefined ? {} : { heldSince: stoppedAt };
}

/** An execution's ARN ends in its name. */
export const nameIn = (executionArn: string): string => executionArn.slice(executionArn.lastIndexOf(':') + 1);
