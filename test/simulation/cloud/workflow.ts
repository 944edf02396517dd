/** The weekly workflow as Step Functions walks it: the same steps, retries, waits and ends as `infra/constructs/weekly-steps.ts`. */
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { intakeLedger } from '../../../shared/adapters/ledger/intake-ledger.ts';
import { runHistory } from '../../../shared/adapters/ledger/run-history.ts';
import { runLedger } from '../../../shared/adapters/ledger/run-ledger.ts';
import { runNotes } from '../../../shared/adapters/ledger/run-notes.ts';
import { settlementLedger } from '../../../shared/adapters/ledger/settlement-ledger.ts';
import { waitingList } from '../../../shared/adapters/ledger/waiting-list.ts';
import type {
  CloseRunOutput,
  ExecutionInput,
  GuardRunOutput,
  OpenRunOutput,
  SettlementState,
} from '../../../shared/contracts/payout-run.ts';
import { NOTHING } from '../../../shared/domain/money/cents.ts';
import type { DuePartner, RunLedger } from '../../../shared/ports/run-ledger.ts';
import type { Table } from '../../../shared/ports/table.ts';
import { auditRun } from '../../../shared/usecases/books/audit-run.ts';
import { finishOpenIntents } from '../../../shared/usecases/intake/finish-open-intents.ts';
import type { ClosingDependencies } from '../../../shared/usecases/run/audited-report.ts';
import { closeRun } from '../../../shared/usecases/run/close-run.ts';
import { guardRun } from '../../../shared/usecases/run/guard-run.ts';
import { openRun } from '../../../shared/usecases/run/open-run.ts';
import { planBuckets } from '../../../shared/usecases/run/plan-buckets.ts';
import { refuseRun } from '../../../shared/usecases/run/refuse-run.ts';
import type { ReconcileDependencies } from '../../../shared/usecases/settlement/dependencies.ts';
import { queueBatches } from '../../../shared/usecases/settlement/queue-batches.ts';
import { reconcileRun } from '../../../shared/usecases/settlement/reconcile-run.ts';
import type { End, Process } from '../kernel/world.ts';
import { type Cloud, invoke, type Tools } from './lambda.ts';
import { NoAnswerFrom } from './no-answer.ts';

export interface WorkflowRoom extends Cloud {
  readonly settlement: (tools: Tools) => ReconcileDependencies;
  /** Whether any partner is in a bucket. */
  readonly isUsed: (bucket: number) => boolean;
  /** An interesting path was taken. */
  readonly reach: (path: string) => void;
}

const NOBODY: AsyncIterable<DuePartner> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
};

const NOTHING_AUDITED = { partners: 0, differenceCents: NOTHING, problems: [] };

type Planned = Parameters<typeof guardRun>[0]['planned'][number];

const MINUTE = 60_000;
const FIRST_WAIT_MS = 2_000;
const PASSING_TRIES = 8;
const UNNAMED_TRIES = 2;

class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

export class Workflow {
  /** By ARN. */
  readonly running = new Set<string>();
  readonly #room: WorkflowRoom;
  #executions = 0;

  constructor(room: WorkflowRoom) {
    this.#room = room;
  }

  /** @param ended with the error of an execution that failed. */
  start(input: ExecutionInput, ended: (failed: Error | undefined) => void = () => {}): void {
    this.#executions += 1;
    const arn = `execution:${this.#executions}`;
    this.running.add(arn);
    this.#room.world.start(
      arn,
      (driver) => this.#walk(driver, arn, input),
      (end) => {
        this.running.delete(arn);
        if (end.kind === 'failed') this.#room.reach(`execution failed: ${end.error.name}`);
        ended(end.kind === 'failed' ? end.error : undefined);
      },
    );
  }

  async #walk(driver: Process, arn: string, first: ExecutionInput): Promise<void> {
    for (let input: ExecutionInput | undefined = first; input; ) {
      const asked: ExecutionInput = input;
      const opened: OpenRunOutput = await this.#step(driver, 'open-run', 120, (tools) => this.#open(asked, arn, tools));
      this.#room.reach(`opened: ${opened.action}`);
      input = undefined;
      if (opened.action === 'wait-for-older-run') {
        await this.#wait(driver, 30 * MINUTE);
        input = opened.requested;
        continue;
      }
      const closed = await this.#work(driver, opened);
      if (closed?.next === 'next-run') input = opened.requested;
    }
  }

  async #work(driver: Process, opened: OpenRunOutput): Promise<CloseRunOutput | undefined> {
    if (opened.action === 'refuse')
      return this.#step(driver, 'refuse-run', 900, ({ table }) => refuseRun(opened, this.#closing(table)));
    if (opened.action === 'plan') {
      const guard = await this.#plan(driver, opened);
      this.#room.reach(`guard: ${guard.verdict}`);
      if (guard.verdict !== 'within-caps') return undefined;
    } else if (opened.action !== 'queue') return undefined;

    const { settlement } = this.#room;
    let state: SettlementState = await this.#step(driver, 'queue-batches', 300, (tools) =>
      queueBatches(opened, settlement(tools)),
    );
    while (state.outcome === 'open') {
      const before = state;
      await this.#wait(driver, state.waitSeconds * 1_000);
      state = await this.#step(driver, 'reconcile-run', 900, (tools) =>
        reconcileRun(opened.weekEnding, before, settlement(tools)),
      );
    }
    if (state.outcome === 'deadline') this.#room.reach('run closed at its deadline');
    return this.#step(driver, 'close-run', 120, ({ table }) => closeRun(opened, this.#closing(table)));
  }

  /** An audit that finds something where the watch found nothing is as wrong as the other way round. */
  #closing(table: Table): ClosingDependencies {
    const history = runHistory(table);
    const used = { ...history, duePartners: this.#duePartners(history) };
    const books = { history: used, earnings: earningsLedger(table), waiting: waitingList(table) };
    return {
      ledger: settlementLedger(table),
      // Of each eighth execution: the audit reads as much as all the rest of a small run.
      audit: async (week) => (this.#executions % 8 === 0 ? auditRun(week, books) : NOTHING_AUDITED),
      alarm: (what, { about }) => this.#room.unexpected('audit', new Error(`${what}: ${about}`)),
    };
  }

  async #plan(driver: Process, opened: OpenRunOutput): Promise<GuardRunOutput> {
    const planned = await Promise.all(
      opened.groups.map(
        (group): Promise<Planned> =>
          this.#step(driver, `plan-buckets-${group}`, 900, ({ table }) =>
            planBuckets({ ...opened, group }, this.#ledger(table)),
          ).catch(() => {
            this.#room.reach('a group failed');
            return { group, failed: true };
          }),
      ),
    );
    return this.#step(driver, 'guard-run', 300, async ({ table, clock }) => {
      const guard = await guardRun({ ...opened, planned }, runLedger(table));
      const intake = intakeLedger(table);
      // As the deployed step does: what goes wrong with it is left to the daily rule.
      await finishOpenIntents('all', intake, await intake.begin(clock.now())).catch((error: Error) => {
        if (error.name !== 'TableBusy') throw error;
      });
      return guard;
    });
  }

  /** At least sixty of sixty-four buckets have no partner, ever: closing and asking them costs more than all the rest of a run. */
  #ledger(table: Table): RunLedger {
    const ledger = runLedger(table);
    const closeWeeks: RunLedger['closeWeeks'] = (weeks, buckets) =>
      ledger.closeWeeks(weeks, buckets.filter(this.#room.isUsed));
    return { ...ledger, closeWeeks, duePartners: this.#duePartners(ledger) };
  }

  #duePartners(ledger: Pick<RunLedger, 'duePartners'>): RunLedger['duePartners'] {
    return (bucket, ...more) => (this.#room.isUsed(bucket) ? ledger.duePartners(bucket, ...more) : NOBODY);
  }

  #open(input: ExecutionInput, arn: string, { table, clock, process }: Tools): Promise<OpenRunOutput> {
    const { world, faults } = this.#room;
    return openRun(input, arn, {
      ledger: runLedger(table),
      notes: runNotes(table),
      intake: intakeLedger(table),
      clock,
      executions: {
        statusOf: (owner) =>
          world.step(process, `describe ${owner}`, 20, () => {
            if (faults.draw('workflow')) throw new NoAnswerFrom('the workflow service');
            return this.running.has(owner) ? 'running' : 'ended';
          }),
      },
    });
  }

  /** Tries again as the state machine does: eight times after trouble that passes, twice after any other. */
  async #step<Result>(
    driver: Process,
    name: string,
    limitSeconds: number,
    work: (tools: Tools) => Promise<Result>,
  ): Promise<Result> {
    let [passing, unnamed] = [0, 0];
    for (;;) {
      const end = await this.#invoke(driver, name, limitSeconds, work);
      if (end.kind === 'done') return end.result;
      const passes = end.kind === 'died' || end.error.name === 'TableBusy';
      const left = passes ? passing < PASSING_TRIES : unnamed < UNNAMED_TRIES;
      if (!left) throw end.kind === 'failed' ? end.error : new StepFailed(`${name} ${end.how}`);
      if (passes) passing += 1;
      else unnamed += 1;
      // Full jitter: now and then there is no wait at all.
      const jitter = this.#room.world.chance.happens(0.4) ? 0 : this.#room.world.chance.next();
      await this.#wait(driver, jitter * FIRST_WAIT_MS * 2 ** (passes ? passing : unnamed + 1));
    }
  }

  #invoke<Result>(
    driver: Process,
    name: string,
    limitSeconds: number,
    work: (tools: Tools) => Promise<Result>,
  ): Promise<End<Result>> {
    const { world, faults } = this.#room;
    const waiting = world.wait<End<Result>>(driver, `${name} ended`);
    let heard = false;
    const hear = (end: End<Result>): void => {
      if (heard) return;
      heard = true;
      waiting.release(end);
    };
    invoke(this.#room, name, limitSeconds, work, hear);
    // The answer is lost and the step tried again while the first try is still at work.
    const givenUpAfter = world.chance.between(1, 400);
    if (faults.draw('workflow') === 'step given up while it goes on')
      world.at(world.now + givenUpAfter, () => hear({ kind: 'died', how: 'given up' }));
    return waiting.until;
  }

  #wait(driver: Process, ms: number): Promise<void> {
    return this.#room.world.step(driver, 'wait', ms, () => {});
  }
}
