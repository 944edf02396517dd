/** A whole program in memory: the real use cases over the memory table, and a scripted PayPal. */
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { refilings } from '../../shared/adapters/ledger/refilings.ts';
import { runHistory } from '../../shared/adapters/ledger/run-history.ts';
import { runNotes } from '../../shared/adapters/ledger/run-notes.ts';
import { waitingList } from '../../shared/adapters/ledger/waiting-list.ts';
import {
  type BillingEvent,
  type BillingEventInput,
  billingEventSchema,
  type EventResult,
} from '../../shared/contracts/billing-events.ts';
import type {
  CloseRunOutput,
  ExecutionInput,
  GuardRunOutput,
  OpenRunOutput,
  SettlementState,
} from '../../shared/contracts/payout-run.ts';
import type { SettleBatchMessage } from '../../shared/contracts/settlement.ts';
import { addDays, type LocalDay, localDay } from '../../shared/domain/calendar/local-day.ts';
import { instant, localDayOf } from '../../shared/domain/calendar/time-zone.ts';
import { weekEnding } from '../../shared/domain/calendar/week.ts';
import type { ProgramSettings } from '../../shared/domain/program-settings.ts';
import { auditRun } from '../../shared/usecases/books/audit-run.ts';
import { finishOpenIntents } from '../../shared/usecases/intake/finish-open-intents.ts';
import { refilePartners } from '../../shared/usecases/intake/refile-partners.ts';
import { takeInEvents } from '../../shared/usecases/intake/take-in-events.ts';
import type { ClosingDependencies } from '../../shared/usecases/run/audited-report.ts';
import { closeRun } from '../../shared/usecases/run/close-run.ts';
import { guardRun } from '../../shared/usecases/run/guard-run.ts';
import { openRun } from '../../shared/usecases/run/open-run.ts';
import { planBuckets } from '../../shared/usecases/run/plan-buckets.ts';
import { refuseRun } from '../../shared/usecases/run/refuse-run.ts';
import type { ReconcileDependencies } from '../../shared/usecases/settlement/dependencies.ts';
import { queueBatches } from '../../shared/usecases/settlement/queue-batches.ts';
import { type DailyReport, reconcileDaily } from '../../shared/usecases/settlement/reconcile-daily.ts';
import { reconcileRun } from '../../shared/usecases/settlement/reconcile-run.ts';
import { settleBatch } from '../../shared/usecases/settlement/settle-batch.ts';
import { MemoryLedger } from './memory-ledger.ts';
import { MemoryPayPal } from './memory-paypal.ts';

const schema = billingEventSchema('America/Los_Angeles');

/** An event as billing sends it; it gets an id of its own unless it brings one. */
export type Told = BillingEventInput extends infer Event
  ? Event extends { id: string }
    ? Omit<Event, 'id'> & { readonly id?: string }
    : never
  : never;

export interface FinishedRun {
  readonly opened: OpenRunOutput;
  readonly guard?: GuardRunOutput;
  readonly closed?: CloseRunOutput;
}

type Decision = Pick<Extract<ExecutionInput, { weekEnding: unknown }>, 'release' | 'refuse'>;

/** 17:00 UTC of a day, when the rule fires on Fridays. */
const ruleTime = (day: string): number => Date.parse(`${day}T17:00:00Z`);

export class MemoryProgram extends MemoryLedger {
  readonly paypal = new MemoryPayPal();
  readonly alarms: string[] = [];
  readonly queued: SettleBatchMessage[] = [];
  /** Ids of the mails that were posted. */
  readonly posted: string[] = [];
  readonly settlement: ReconcileDependencies = {
    ledger: this.settlementLedger,
    gateway: this.paypal,
    queue: { send: async (messages) => void this.queued.push(...messages) },
    clock: { now: () => instant(this.time) },
    alarm: (what) => void this.alarms.push(what),
    post: async (mails) => void this.posted.push(...mails.map(({ id }) => id)),
  };
  readonly closing: ClosingDependencies = {
    ledger: this.settlementLedger,
    audit: (week) =>
      auditRun(week, {
        history: runHistory(this.table),
        earnings: earningsLedger(this.table),
        waiting: waitingList(this.table),
      }),
    alarm: (what) => void this.alarms.push(what),
  };
  /** Executions that are still running, by ARN. */
  readonly running = new Set<string>();
  /** Bucket groups whose planning fails. */
  readonly failingGroups = new Set<number>();
  time = ruleTime('2026-01-02');
  #executions = 0;
  #events = 0;

  /** A program of its own with this one's ledger as it stands, and a PayPal that has heard of nothing. */
  async copy(): Promise<MemoryProgram> {
    const program = new MemoryProgram();
    await program.table.putAll(this.items());
    program.time = this.time;
    program.#events = this.#events;
    program.#executions = this.#executions;
    return program;
  }

  moveTo(day: string): this {
    this.time = ruleTime(day);
    return this;
  }

  /** From now on; a run that is open keeps the settings it was opened with. */
  async configure(settings: Partial<ProgramSettings>): Promise<void> {
    await this.table.putAll([{ pk: 'PROGRAM', sk: 'SETTINGS', settings }]);
  }

  parse(...events: readonly Told[]): BillingEvent[] {
    return events.map((event) => {
      this.#events += 1;
      return schema.parse({ id: `event-${this.#events}`, ...event });
    });
  }

  /** One call of billing. */
  tell(...events: readonly Told[]): Promise<EventResult[]> {
    return this.takeIn(this.parse(...events));
  }

  async takeIn(events: readonly BillingEvent[]): Promise<EventResult[]> {
    const ledger = intakeLedger(this.table);
    const settings = await ledger.begin(instant(this.time));
    const today = localDayOf(instant(this.time), settings.timeZone);
    return takeInEvents(events, { ledger, settings, today, pause: async () => {} });
  }

  partner(partnerId: string, more: Partial<Told> = {}): Promise<EventResult[]> {
    const [name, email, paypalEmail] = [`Partner ${partnerId}`, `${partnerId}@partner.example`, receiverOf(partnerId)];
    return this.tell({ type: 'partner', partnerId, name, email, paypalEmail, ...more } as Told);
  }

  client(clientId: string, referrerId: string | undefined, more: Partial<Told> = {}): Promise<EventResult[]> {
    const [ownerName, ownerEmail] = [`Owner of ${clientId}`, `owner@${clientId}.example`];
    return this.tell({ type: 'client-signed-up', clientId, ownerName, ownerEmail, referrerId, ...more } as Told);
  }

  payment(paymentId: string, clientId: string, amount: string, paidAt: string): Promise<EventResult[]> {
    return this.tell({ type: 'payment', paymentId, clientId, amount, currency: 'USD', paidAt });
  }

  open(input: ExecutionInput, arn = this.newExecution()): Promise<OpenRunOutput> {
    const statusOf = async (owner: string) => (this.running.has(owner) ? ('running' as const) : ('ended' as const));
    return openRun(input, arn, {
      ledger: this.runLedger,
      notes: runNotes(this.table),
      intake: intakeLedger(this.table),
      executions: { statusOf },
      clock: this.settlement.clock,
    });
  }

  newExecution(): string {
    this.#executions += 1;
    return `arn:execution:${this.#executions}`;
  }

  /** Every group of an opened run, and the guard. */
  async plan(opened: OpenRunOutput): Promise<GuardRunOutput> {
    const planned: Parameters<typeof guardRun>[0]['planned'] = [];
    for (const group of opened.groups) {
      if (this.failingGroups.has(group)) planned.push({ group, failed: true });
      else planned.push(await planBuckets({ ...opened, group }, this.runLedger));
    }
    const guard = await guardRun({ ...opened, planned }, this.runLedger);
    await this.fileWhatWaited();
    return guard;
  }

  /** Changes of clients that waited for a run to plan. */
  async fileWhatWaited(): Promise<void> {
    const intake = intakeLedger(this.table);
    await finishOpenIntents('all', intake, await intake.begin(instant(this.time)));
  }

  /** The state machine's path, one step after the other. */
  async run(input: ExecutionInput, arn?: string): Promise<FinishedRun> {
    const opened = await this.open(input, arn);
    if (opened.action === 'refuse') return this.#goOn({ opened, closed: await refuseRun(opened, this.closing) });
    const guard = opened.action === 'plan' ? await this.plan(opened) : undefined;
    if (guard?.verdict === 'over-caps' || (opened.action !== 'plan' && opened.action !== 'queue'))
      return { opened, ...(guard ? { guard } : {}) };
    let settlement: SettlementState = await queueBatches(opened, this.settlement);
    while (settlement.outcome === 'open') {
      await this.work();
      this.time += settlement.waitSeconds * 1_000;
      settlement = await reconcileRun(opened.weekEnding, settlement, this.settlement);
    }
    const closed = await closeRun(opened, this.closing);
    return this.#goOn({ opened, ...(guard ? { guard } : {}), closed });
  }

  async #goOn(finished: FinishedRun): Promise<FinishedRun> {
    return finished.closed?.next === 'next-run' ? this.run(finished.opened.requested) : finished;
  }

  /** The payout workers, until the queue is empty. A message whose batch ends unknown is dropped: reconciliation brings it back. */
  async work(): Promise<void> {
    for (let message = this.queued.shift(); message; message = this.queued.shift()) {
      await settleBatch(message, this.settlement).catch((error: Error) => {
        if (error.name !== 'BatchOutcomeUnknown' && error.name !== 'PayPalNotAsked') throw error;
      });
    }
  }

  /** Started by hand, with a decision on a held run or without. */
  byHand(week: string, decision: Decision = {}, arn?: string): Promise<FinishedRun> {
    return this.run({ weekEnding: weekEnding(week), ...decision }, arn);
  }

  /** As in the cloud, where the daily rule fires two hours before. */
  async friday(day: string): Promise<FinishedRun> {
    this.moveTo(day);
    await this.refileDaily();
    return this.fridayAlone(day);
  }

  /** A Friday whose daily rule failed. */
  fridayAlone(day: string): Promise<FinishedRun> {
    this.moveTo(day);
    return this.run({ scheduledTime: new Date(this.time).toISOString() });
  }

  /** Every Friday from one to another. */
  async fridays(from: string, to: string): Promise<FinishedRun[]> {
    const runs: FinishedRun[] = [];
    for (let day: LocalDay = localDay(from); day <= to; day = addDays(day, 7)) runs.push(await this.friday(day));
    return runs;
  }

  /** What the daily rule does beside looking at PayPal: two hours before a Friday's run. */
  async refileDaily(): Promise<void> {
    const ledgers = {
      refilings: refilings(this.table),
      earnings: earningsLedger(this.table),
      intake: intakeLedger(this.table),
    };
    const settings = await ledgers.intake.begin(instant(this.time));
    await refilePartners(instant(this.time), {}, { ...ledgers, settings });
    await finishOpenIntents('all', ledgers.intake, settings);
  }

  /** The daily rule's look, on a day. */
  daily(day: string): Promise<DailyReport> {
    this.moveTo(day);
    return reconcileDaily(this.settlement);
  }
}

export const receiverOf = (partner: string): string => `pay-${partner}@payee.example`;
