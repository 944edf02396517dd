/** Starts the weekly workflow for somebody of operations: once a call, and on the record. */
import type { ExecutionInput } from '../../contracts/payout-run.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { WorkflowExecutions } from '../../ports/executions.ts';
import type { OnceRecords } from '../../ports/once.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { RunNotes } from '../../ports/run-notes.ts';
import { contentHash } from '../content-hash.ts';
import { type OnceOutcome, once, type Refusal } from '../once.ts';

export interface StartDependencies {
  readonly history: RunHistory;
  readonly workflow: WorkflowExecutions;
  readonly audit: AuditTrail;
  readonly notes: Pick<RunNotes, 'keep'>;
  readonly records: OnceRecords;
}

/** Who starts, by their id in the user pool, the key of their call, and why, where the run itself keeps no note. */
export interface StartCall {
  readonly caller: string;
  readonly key: string;
  readonly why?: string;
}

export interface Order {
  /** In the audit trail: such as `run.release`. */
  readonly action: string;
  /** Of an execution of this name. Operations read it: nothing personal, and so no note. */
  readonly input: (name: string) => Extract<ExecutionInput, { weekEnding: unknown }>;
  readonly weekEnding: WeekEnding;
  readonly note?: string;
  /** Asked when nothing was started under this key yet. */
  readonly refusal: () => Promise<Refusal | undefined>;
}

export interface Started {
  readonly executionName: string;
  readonly weekEnding: WeekEnding;
}

export function startExecution(
  { action, input: inputOf, weekEnding, note, refusal }: Order,
  { caller, key, why: reason }: StartCall,
  { workflow, audit, notes, records }: StartDependencies,
): Promise<OnceOutcome<Started>> {
  // Step Functions starts a name once: the same call again, after a death between any two lines, finds what it had started.
  const name = `by-hand-${contentHash({ caller, key }).slice(0, 40)}`;
  const input = inputOf(name);
  const given = JSON.stringify(input);
  return once<Started>(records, { caller, key, request: { action, input, note, reason } }, async (recordOf) => {
    const before = await workflow.describe(name);
    if (before && before.input !== given) return { kind: 'key-reused' };
    const why = before ? undefined : await refusal();
    if (why) return { kind: 'refused', why };
    // Before the start: the execution reads it.
    if (note !== undefined && !(await notes.keep(weekEnding, name, note))) return { kind: 'key-reused' };
    const started = before ?? (await workflow.start({ name, input: given }));
    if (started === 'name-taken') return { kind: 'moved' };
    // Under the execution's own name and time, so that a repetition writes no second record.
    await audit.append({
      id: name,
      at: started.startedAt,
      by: { kind: 'staff', id: caller },
      action,
      subject: `run:${weekEnding}`,
      to: { executionName: name },
      why: note ?? reason,
    });
    const answer = { executionName: name, weekEnding };
    await records.remember(recordOf(answer));
    return { kind: 'done', answer };
  });
}
