/**
 * Opens a weekly run, or takes up one that was interrupted, under a lease: one execution works on a run at a time, and
 * however often and however late it is started, the same week ending is the same run.
 */
import type { ExecutionInput, OpenRunOutput, OrderedDecision, RunDecision } from '../../contracts/payout-run.ts';
import { type Instant, instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import { previousWeek, runFridayOf, type WeekEnding, weekEndingPaidBy } from '../../domain/calendar/week.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Executions } from '../../ports/executions.ts';
import type { IntakeLedger } from '../../ports/intake-ledger.ts';
import type { Calendar, Run, RunLedger } from '../../ports/run-ledger.ts';
import type { RunNotes } from '../../ports/run-notes.ts';
import { finishOpenIntents } from '../intake/finish-open-intents.ts';

export interface OpenRunDependencies {
  readonly ledger: RunLedger;
  readonly notes: Pick<RunNotes, 'find'>;
  readonly intake: IntakeLedger;
  readonly executions: Executions;
  readonly clock: Clock;
}

/** The week ending asked for cannot be run: the message says which could. */
export class WeekNotRunnable extends Error {
  override readonly name = 'WeekNotRunnable';
}

/** The run changed under this execution: another one opened or took it up at the same moment. Safe to try again. */
export class RunMoved extends Error {
  override readonly name = 'RunMoved';
}

/** A run is refused that nobody holds: its payouts may be on their way. */
export class RunNotHeld extends Error {
  override readonly name = 'RunNotHeld';
}

/** A release or refusal names a note that nobody kept: it was not started by the API. */
export class NoteMissing extends Error {
  override readonly name = 'NoteMissing';
}

/** What operations said of a held run, when this start names that run. */
type Decision = Pick<Extract<ExecutionInput, { weekEnding: unknown }>, 'release' | 'refuse'>;

const MS_PER_HOUR = 3_600_000;

export async function openRun(
  input: ExecutionInput,
  executionArn: string,
  { ledger, notes, intake, executions, clock }: OpenRunDependencies,
): Promise<OpenRunOutput> {
  const now = clock.now();
  const settings = await ledger.begin(now);
  const requested = requestedWeek(input, now, settings);
  const calendar = await ledger.calendar();
  const last = calendar.lastRun && (await ledger.findRun(calendar.lastRun));
  if (last && requested < last.weekEnding) {
    throw new WeekNotRunnable(
      `week ending ${requested} is over: the run of ${last.weekEnding} was planned after it and paid what was left`,
    );
  }
  const output = (run: Run, action: OpenRunOutput['action'], why: string): OpenRunOutput => ({
    action,
    why,
    weekEnding: run.weekEnding,
    attempt: run.attempt,
    groups: action === 'plan' ? Array.from({ length: run.groups }, (_, group) => group) : [],
    requested: { weekEnding: requested },
  });

  if (!last || (isOver(last) && last.weekEnding < requested)) {
    const run = newRun(requested, executionArn, calendar, settings, now);
    if (!(await ledger.createRun(run, calendar)))
      throw new RunMoved(`the run of ${requested} was opened by somebody else at the same moment`);
    return toPlan(output(run, 'plan', 'a new run'));
  }
  if (isOver(last)) return output(last, 'nothing-to-do', `the run is ${last.state}`);
  const decision: Decision = 'weekEnding' in input && requested === last.weekEnding ? input : {};
  if (last.state === 'held' && requested === last.weekEnding && !decision.release && !decision.refuse) {
    return output(last, 'nothing-to-do', 'the run is held: start it with a release or a refusal');
  }
  if (last.owner !== executionArn && (await executions.statusOf(last.owner)) === 'running') {
    // A run that was started late waits for PayPal up to three days, past the next Friday: that one comes after it.
    if (last.weekEnding < requested) return output(last, 'wait-for-older-run', 'an older run is not over yet');
    return output(last, 'already-running', 'another execution works on this run');
  }
  if (decision.refuse && last.state !== 'held' && !last.refusal) {
    throw new RunNotHeld(
      `the run of ${last.weekEnding} is ${last.state}, not held: what may be sent cannot be refused`,
    );
  }
  return takeUp(last);

  /** The run is in planning from here on, so no change of a client begins to file; those that have begun end first. */
  async function toPlan(opened: OpenRunOutput): Promise<OpenRunOutput> {
    await finishOpenIntents('begun', intake, settings);
    return opened;
  }

  async function withNote(ordered: OrderedDecision): Promise<RunDecision> {
    if ('note' in ordered) return ordered;
    const { by, noteKeptAs } = ordered;
    const note = await notes.find(requested, noteKeptAs);
    if (note === undefined) throw new NoteMissing(`the run of ${requested} has no note ${noteKeptAs}`);
    return { by, note };
  }

  /** An older run that was not finished is finished first; a held one that nobody released is refused. */
  async function takeUp(run: Run): Promise<OpenRunOutput> {
    const attempt = run.owner === executionArn ? run.attempt : run.attempt + 1;
    const deadlineAt = deadlineOf(now, run.settings);
    const change: Partial<Run> = { owner: executionArn, attempt, deadlineAt };
    const take = async (more: Partial<Run>, action: OpenRunOutput['action'], why: string): Promise<OpenRunOutput> => {
      const taken = { ...change, ...more };
      if (!(await ledger.changeRun(run, taken)))
        throw new RunMoved(`the run of ${run.weekEnding} was taken up by somebody else at the same moment`);
      return output({ ...run, ...taken }, action, why);
    };
    if (run.state === 'planning') return toPlan(await take({}, 'plan', 'an interrupted run goes on planning'));
    if (run.state === 'settling')
      return take({}, run.refusal ? 'refuse' : 'queue', 'an interrupted run goes on paying');
    if (decision.release)
      return take({ state: 'settling', release: await withNote(decision.release) }, 'queue', 'a held run was released');
    const refusal = decision.refuse
      ? await withNote(decision.refuse)
      : { by: 'program', note: `neither released nor refused when the run of ${requested} opened` };
    return take({ state: 'settling', refusal }, 'refuse', 'a held run was refused');
  }
}

const isOver = ({ state }: Run): boolean => state === 'closed' || state === 'refused';

/** @throws WeekNotRunnable for a week whose Friday has not come. */
function requestedWeek(input: ExecutionInput, now: Instant, settings: ProgramSettings): WeekEnding {
  const today = localDayOf(now, settings.timeZone);
  const week =
    'weekEnding' in input
      ? input.weekEnding
      : weekEndingPaidBy(localDayOf(instant(Date.parse(input.scheduledTime)), settings.timeZone));
  if (runFridayOf(week) > today) {
    throw new WeekNotRunnable(`week ending ${week} is paid on Friday ${runFridayOf(week)}; today is ${today}`);
  }
  return week;
}

/** Counted from when somebody last took the run up: time in which nobody worked on it is no time for PayPal to answer. */
const deadlineOf = (now: Instant, settings: ProgramSettings): Instant =>
  instant(now + settings.settleWithinHours * MS_PER_HOUR);

function newRun(week: WeekEnding, owner: string, calendar: Calendar, settings: ProgramSettings, now: Instant): Run {
  return {
    weekEnding: week,
    state: 'planning',
    attempt: 1,
    owner,
    foldsAfter: calendar.lastRun ?? previousWeek(calendar.firstWeek),
    groups: settings.bucketGroups,
    settings,
    openedAt: now,
    deadlineAt: deadlineOf(now, settings),
  };
}
