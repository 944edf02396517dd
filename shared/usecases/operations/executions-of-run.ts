/** Which executions of the workflow were about a run: those whose input names its week, and the one that holds it. */
import { executionInputSchema } from '../../contracts/payout-run.ts';
import { instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import { type WeekEnding, weekEndingPaidBy } from '../../domain/calendar/week.ts';
import type { Execution, ExecutionDetails, WorkflowExecutions } from '../../ports/executions.ts';
import type { Run } from '../../ports/run-ledger.ts';
import { inParallel } from '../in-parallel.ts';

/** A list tells no inputs: each is a call of its own, and Step Functions allows 300 at once and 15 a second after that. */
const MOST = 100;
const CALLS_AT_ONCE = 10;

export interface RunExecution extends ExecutionDetails {
  readonly decision?: 'release' | 'refusal';
}

/** The newest first. Step Functions remembers them for 90 days. */
export async function executionsOfRun(run: Run, workflow: WorkflowExecutions): Promise<RunExecution[]> {
  const candidates: Execution[] = [];
  const earliest = Date.parse(`${run.weekEnding}T00:00:00Z`);
  for await (const execution of workflow.list()) {
    // Nothing that starts before its week ends can be about it.
    if (execution.startedAt < earliest) break;
    candidates.push(execution);
  }
  const found: ExecutionDetails[] = [];
  // The oldest of them: what came long after a run is hardly about it.
  await inParallel(candidates.slice(-MOST), CALLS_AT_ONCE, async ({ name }) => {
    const details = await workflow.describe(name);
    if (details && isAbout(run, details)) found.push(details);
  });
  return found.sort((a, b) => b.startedAt - a.startedAt).map(withDecision);
}

export const isAbout = (run: Run, { arn, input }: ExecutionDetails): boolean =>
  arn === run.owner || weekIn(input, run.settings.timeZone) === run.weekEnding;

function weekIn(input: string, timeZone: string): WeekEnding | undefined {
  const read = inputOf(input);
  if (!read) return undefined;
  if ('weekEnding' in read) return read.weekEnding;
  return weekEndingPaidBy(localDayOf(instant(Date.parse(read.scheduledTime)), timeZone));
}

function withDecision(details: ExecutionDetails): RunExecution {
  const input = inputOf(details.input);
  if (!input || !('weekEnding' in input) || !(input.release || input.refuse)) return details;
  return { ...details, decision: input.release ? 'release' : 'refusal' };
}

/** Undefined for what the workflow itself refuses: anybody may start it with anything in the console. */
function inputOf(text: string) {
  try {
    return executionInputSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
