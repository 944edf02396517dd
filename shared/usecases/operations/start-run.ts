/** Starts the run of a week by hand, or an interrupted one again. Only what the run itself would do nothing about is refused. */
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import { runFridayOf, type WeekEnding } from '../../domain/calendar/week.ts';
import type { Run } from '../../ports/run-ledger.ts';
import type { OnceOutcome, Refusal } from '../once.ts';
import { type StartCall, type StartDependencies, type Started, startExecution } from './start-execution.ts';

export function startRun(
  weekEnding: WeekEnding,
  call: StartCall & { readonly now: Instant },
  dependencies: StartDependencies,
): Promise<OnceOutcome<Started>> {
  const refusal = () => whyNotStart(weekEnding, call.now, dependencies);
  return startExecution(
    { action: 'run.start', input: () => ({ weekEnding }), weekEnding, refusal },
    call,
    dependencies,
  );
}

export function retryRun(
  weekEnding: WeekEnding,
  call: StartCall,
  dependencies: StartDependencies,
): Promise<OnceOutcome<Started>> {
  const refusal = () => whyNotRetry(weekEnding, dependencies);
  return startExecution(
    { action: 'run.retry', input: () => ({ weekEnding }), weekEnding, refusal },
    call,
    dependencies,
  );
}

const conflict = (title: string, detail: string): Refusal => ({ status: 409, title, detail });
const isHeld = ({ weekEnding }: Run): Refusal =>
  conflict(`The run of ${weekEnding} is held`, 'release or refuse it first');

async function whyNotStart(
  week: WeekEnding,
  now: Instant,
  { history }: StartDependencies,
): Promise<Refusal | undefined> {
  const { settings, calendar } = await history.program();
  const today = localDayOf(now, settings.timeZone);
  const friday = runFridayOf(week);
  if (friday > today)
    return conflict('This week cannot be paid yet', `it is paid on Friday ${friday}; today is ${today}`);
  if (!calendar) return undefined;
  const { firstWeek, lastRun } = calendar;
  if (week < firstWeek) return conflict('The program had not begun', `its first week ended on ${firstWeek}`);
  const [last] = lastRun ? await history.runs([lastRun]) : [];
  if (!last) return undefined;
  if (week < last.weekEnding)
    return conflict('This week is over', `the run of ${last.weekEnding} was planned after it and paid what was left`);
  // A run that opens refuses an older one that is held. On a Friday that is the rule; by hand somebody says it.
  if (last.state === 'held') return isHeld(last);
  if (week === last.weekEnding)
    return conflict('There is a run of this week', `it is ${last.state}: retry takes it up`);
  return undefined;
}

async function whyNotRetry(week: WeekEnding, { history, workflow }: StartDependencies): Promise<Refusal | undefined> {
  const [run] = await history.runs([week]);
  if (!run) return NO_RUN;
  if (run.state === 'held') return isHeld(run);
  if (run.state === 'closed' || run.state === 'refused')
    return conflict('The run is over', `it is ${run.state}, and nothing is left to do`);
  if ((await workflow.statusOf(run.owner)) === 'running')
    return conflict('The run is running', 'an execution works on it; it goes on by itself');
  return undefined;
}

export const NO_RUN: Refusal = { status: 404, title: 'There is no run of this week' };
