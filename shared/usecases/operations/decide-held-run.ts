/** Releases or refuses a run that its guard holds: the next execution of the workflow does what somebody decided. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { SettingsLedger } from '../../ports/settings-ledger.ts';
import type { OnceOutcome, Refusal } from '../once.ts';
import { type StartCall, type StartDependencies, type Started, startExecution } from './start-execution.ts';
import { NO_RUN } from './start-run.ts';

export interface HeldRunDecision {
  readonly weekEnding: WeekEnding;
  readonly decision: 'release' | 'refuse';
  readonly note: string;
}

export interface HeldRunDependencies extends StartDependencies {
  readonly settings: Pick<SettingsLedger, 'read'>;
}

export function decideHeldRun(
  { weekEnding, decision, note }: HeldRunDecision,
  call: StartCall,
  dependencies: HeldRunDependencies,
): Promise<OnceOutcome<Started>> {
  const input = (name: string) => ({ weekEnding, [decision]: { by: call.caller, noteKeptAs: name } });
  const refusal = async () =>
    (await whyNotDecide(weekEnding, dependencies)) ??
    (decision === 'release' ? await whyNotRelease(call.caller, dependencies) : undefined);
  return startExecution({ action: `run.${decision}`, input, weekEnding, note, refusal }, call, dependencies);
}

async function whyNotDecide(week: WeekEnding, { history }: StartDependencies): Promise<Refusal | undefined> {
  const [run] = await history.runs([week]);
  if (!run) return NO_RUN;
  return run.state === 'held' ? undefined : NOT_HELD(run.state);
}

/** Two people stand between a large run and the money: who sets the caps, and who lets a run over them. A refusal needs no second one. */
async function whyNotRelease(
  caller: string,
  { settings }: Pick<HeldRunDependencies, 'settings'>,
): Promise<Refusal | undefined> {
  const { changedBy } = await settings.read();
  return changedBy.caps === caller ? OWN_CAPS : undefined;
}

const OWN_CAPS: Refusal = {
  status: 409,
  title: 'You changed the caps last',
  detail: 'a held run is released by another person of finance than the one who changed the caps last',
};

export const NOT_HELD = (state: string): Refusal => ({
  status: 409,
  title: 'The run is not held',
  detail: `it is ${state}: only a held run is released or refused`,
});
