/** Runs, payouts and executions in the form in which operations are shown them: instants as text, receivers masked, lists bounded. */
import type * as z from 'zod';
import type {
  executionOut,
  RunInFullOut,
  runItemOut,
  runOut,
  tracedExecutionOut,
} from '../../shared/contracts/api/ops-run-values.ts';
import type { Instant } from '../../shared/domain/calendar/time-zone.ts';
import { runFridayOf } from '../../shared/domain/calendar/week.ts';
import { maskedAddress } from '../../shared/domain/masked-address.ts';
import type { Batch } from '../../shared/ports/settlement-ledger.ts';
import type { RunExecution } from '../../shared/usecases/operations/executions-of-run.ts';
import type { RunItem } from '../../shared/usecases/operations/list-run-items.ts';
import type { ListedRun } from '../../shared/usecases/operations/list-runs.ts';
import type { ShownRun } from '../../shared/usecases/operations/show-run.ts';
import { type Step, shortCause } from '../../shared/usecases/operations/trace-execution.ts';

const MOST_EXCLUDED = 50;
/** A run that waits for PayPal for three days takes some 450. */
const MOST_STEPS = 1_000;

export const iso = (at: Instant): string => new Date(at).toISOString();

export function toRun({ run, heldSince }: ListedRun): z.input<typeof runOut> {
  const { weekEnding, state, attempt, openedAt, guard, report } = run;
  return {
    weekEnding,
    friday: runFridayOf(weekEnding),
    state,
    attempt,
    openedAt: iso(openedAt),
    ...(heldSince !== undefined && { heldSince: iso(heldSince) }),
    ...(guard && { planned: guard }),
    breaches: guard?.breaches ?? [],
    failedGroups: guard?.failedGroups ?? [],
    ...(report && { report }),
  };
}

export function toRunInFull(shown: ShownRun): RunInFullOut {
  const { run, groups, batches, executions } = shown;
  const failed = new Set(run.guard?.failedGroups);
  return {
    ...toRun(shown),
    foldsAfter: run.foldsAfter,
    deadlineAt: iso(run.deadlineAt),
    groups: groups.map((group) => ({ ...group, failed: failed.has(group.group) })),
    batches: batches.map(toBatch),
    decisions: decisionsOf(shown),
    executions: executions.map(toExecution),
  };
}

const toBatch = ({ excluded, open, ...batch }: Batch): RunInFullOut['batches'][number] => ({
  ...batch,
  ...(open && { openItems: open.length }),
  excludedItems: excluded.length,
  excluded: excluded.slice(0, MOST_EXCLUDED),
});

/** The run keeps who and why; when is known from the execution that was started for it, while that is remembered. */
function decisionsOf({ run, executions }: ShownRun): RunInFullOut['decisions'] {
  const decided = { release: run.release, refusal: run.refusal };
  return (['release', 'refusal'] as const).flatMap((kind) => {
    const decision = decided[kind];
    const execution = executions.findLast((each) => each.decision === kind);
    return decision ? [{ kind, ...decision, ...(execution && { at: iso(execution.startedAt) }) }] : [];
  });
}

export const toItem = ({ receiver, ...item }: RunItem): z.input<typeof runItemOut> => ({
  ...item,
  receiver: maskedAddress(receiver),
});

export const toExecution = (execution: RunExecution): z.input<typeof executionOut> => ({
  name: execution.name,
  status: execution.status,
  startedAt: iso(execution.startedAt),
  ...(execution.stoppedAt !== undefined && { stoppedAt: iso(execution.stoppedAt) }),
  ...(execution.error !== undefined && { error: execution.error }),
  ...(execution.cause !== undefined && { cause: shortCause(execution.cause) }),
  ...(execution.decision && { decision: execution.decision }),
});

type Trace = Pick<z.input<typeof tracedExecutionOut>, 'reached' | 'steps' | 'stepsLeftOut'>;

export function toTrace(steps: readonly Step[]): Trace {
  const reached = steps.at(-1)?.state;
  return {
    ...(reached !== undefined && { reached }),
    steps: steps.slice(-MOST_STEPS).map(({ enteredAt, exitedAt, ...step }) => ({
      ...step,
      enteredAt: iso(enteredAt),
      ...(exitedAt !== undefined && { exitedAt: iso(exitedAt), durationMs: exitedAt - enteredAt }),
    })),
    stepsLeftOut: Math.max(0, steps.length - MOST_STEPS),
  };
}
