/** Releases or refuses a run that its guard holds: the next execution of the workflow does what somebody decided. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { OnceOutcome, Refusal } from '../once.ts';
import { type StartCall, type StartDependencies, type Started, startExecution } from './start-execution.ts';
import { NO_RUN } from './start-run.ts';

export interface HeldRunDecision {
  readonly weekEnding: WeekEnding;
  readonly decision: 'release' | 'refuse';
  readonly note: string;
}

export function decideHeldRun(
  { weekEnding, decision, note }: HeldRunDecision,
  call: StartCall,
  dependencies: StartDependencies,
): Promise<OnceOutcome<Started>> {
  const input = (name: string) => ({ weekEnding, [decision]: { by: call.caller, noteKeptAs: name } });
  const refusal = () => whyNotDecide(weekEnding, dependencies);
  return startExecution({ action: `run.${decision}`, input, weekEnding, note, refusal }, call, dependencies);
}

async function whyNotDecide(week: WeekEnding, { history }: StartDependencies): Promise<Refusal | undefined> {
  const [run] = await history.runs([week]);
  if (!run) return NO_RUN;
  return run.state === 'held' ? undefined : NOT_HELD(run.state);
}

export const NOT_HELD = (state: string): Refusal => ({
  status: 409,
  title: 'The run is not held',
  detail: `it is ${state}: only a held run is released or refused`,
});
