/** A whole program in memory: the real use cases over the memory table, with a PayPal that is only a list of what it paid. */
import { memoryTable } from '../../shared/adapters/memory/memory-table.ts';
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { runLedger } from '../../shared/adapters/ledger/run-ledger.ts';
import { settlementLedger } from '../../shared/adapters/ledger/settlement-ledger.ts';
import { type BillingEventInput, billingEventSchema, type EventResult } from '../../shared/contracts/billing-events.ts';
import type { CloseRunOutput, ExecutionInput, GuardRunOutput, OpenRunOutput, SettlementState } from '../../shared/contracts/payout-run.ts';
import type { SettleBatchMessage } from '../../shared/contracts/settlement.ts';
import { addDays, type LocalDay, localDay } from '../../shared/domain/calendar/local-day.ts';
import { instant } from '../../shared/domain/calendar/time-zone.ts';
import type { PartnerId } from '../../shared/domain/ids.ts';
import type { PayoutBatchRequest, PayoutGateway, PayPalItemStatus, SendOutcome } from '../../shared/ports/payout-gateway.ts';
import type { ManifestRow } from '../../shared/ports/run-ledger.ts';
import type { Item } from '../../shared/ports/table.ts';
import { takeInEvents } from '../../shared/usecases/intake/take-in-events.ts';
import { closeRun } from '../../shared/usecases/run/close-run.ts';
import { guardRun } from '../../shared/usecases/run/guard-run.ts';
import { openRun } from '../../shared/usecases/run/open-run.ts';
import { planBuckets } from '../../shared/usecases/run/plan-buckets.ts';
import { refuseRun } from '../../shared/usecases/run/refuse-run.ts';
import type { SettlementDependencies } from '../../shared/usecases/settlement/dependencies.ts';
import { queueBatches } from '../../shared/usecases/settlement/queue-batches.ts';
import { reconcileRun } from '../../shared/usecases/settlement/reconcile-run.ts';
import { settleBatch } from '../../shared/usecases/settlement/settle-batch.ts';

const TIME_ZONE = 'America/Los_Angeles';
const schema = billingEventSchema(TIME_ZONE);

/** 17:00 UTC of a day, when the rule fires on Fridays. */
export const ruleTime = (day: string): number => Date.parse(`${day}T17:00:00Z`);

export class MemoryPayPal implements PayoutGateway {
  readonly batches = new Map<string, PayoutBatchRequest>();
  /** How a receiver's items end; SUCCESS when nothing is said. */
  readonly outcomes = new Map<string, PayPalItemStatus>();
  /** Answers given instead of accepting, first come first served. */
  readonly answers: ((batch: PayoutBatchRequest) => SendOutcome)[] = [];

  async send(batch: PayoutBatchRequest): Promise<SendOutcome> {
    const answer = this.answers.shift()?.(batch);
    if (answer) return answer;
    return this.accept(batch);
  }

  accept(batch: PayoutBatchRequest): SendOutcome {
    const payoutBatchId = `PP-${batch.senderBatchId}`;
    if (this.batches.has(payoutBatchId)) return { kind: 'duplicate', payoutBatchId };
    this.batches.set(payoutBatchId, batch);
    return { kind: 'accepted', payoutBatchId };
  }

  async findBatch(payoutBatchId: string): ReturnType<PayoutGateway['findBatch']> {
    const batch = this.batches.get(payoutBatchId);
    if (!batch) return { kind: 'not-found' };
    const items = batch.items.map((item) => ({
      ...item,
      payoutItemId: `ITEM-${item.senderItemId}`,
      currency: 'USD',
      status: this.outcomes.get(item.receiver) ?? ('SUCCESS' as const),
      error: undefined,
    }));
    return { kind: 'found', value: { payoutBatchId, senderBatchId: batch.senderBatchId, status: 'SUCCESS', items } };
  }

  async findItem(): ReturnType<PayoutGateway['findItem']> {
    return { kind: 'unavailable', cause: 'not part of this test' };
  }

  async cancelItem(): ReturnType<PayoutGateway['cancelItem']> {
    return { kind: 'unavailable', cause: 'not part of this test' };
  }

  /** Cents that reached or may reach each receiver. */
  moved(): Map<string, number> {
    const sums = new Map<string, number>();
    for (const { items } of this.batches.values()) {
      for (const { receiver, amount } of items) sums.set(receiver, (sums.get(receiver) ?? 0) + amount);
    }
    return sums;
  }
}

export interface FinishedRun {
  readonly opened: OpenRunOutput;
  readonly guard?: GuardRunOutput;
  readonly closed?: CloseRunOutput;
}

export class MemoryProgram {
  readonly table = memoryTable();
  readonly paypal = new MemoryPayPal();
  readonly alarms: string[] = [];
  readonly queued: SettleBatchMessage[] = [];
  readonly runLedger = runLedger(this.table);
  readonly settlement: SettlementDependencies = {
    ledger: settlementLedger(this.table),
    gateway: this.paypal,
    queue: { send: async (messages) => void this.queued.push(...messages) },
    clock: { now: () => instant(this.time) },
    alarm: (what) => void this.alarms.push(what),
  };
  /** Executions that are still running, by ARN. */
  readonly running = new Set<string>();
  time = ruleTime('2026-01-02');
  private executions = 0;
  private events = 0;

  moveTo(day: string): this {
    this.time = ruleTime(day);
    return this;
  }

  /** Events with ids of their own unless they bring some. */
  async tell(...events: (Omit<BillingEventInput, 'id'> & { id?: string })[]): Promise<EventResult[]> {
    const ledger = intakeLedger(this.table);
    const settings = await ledger.begin(instant(this.time));
    const parsed = events.map((event) => schema.parse({ id: `event-${(this.events += 1)}`, ...event }));
    return takeInEvents(parsed, { ledger, settings, pause: async () => {} });
  }

  async partner(partnerId: string, more: object = {}): Promise<void> {
    await this.tell({ type: 'partner', partnerId, name: `Partner ${partnerId}`, email: `${partnerId}@partner.example`, paypalEmail: `pay-${partnerId}@payee.example`, ...more } as never);
  }

  async client(clientId: string, referrerId: string | undefined, more: object = {}): Promise<void> {
    await this.tell({ type: 'client-signed-up', clientId, ownerName: `Owner of ${clientId}`, ownerEmail: `owner@${clientId}.example`, referrerId, ...more } as never);
  }

  async payment(paymentId: string, clientId: string, amount: string, paidAt: string): Promise<void> {
    await this.tell({ type: 'payment', paymentId, clientId, amount, currency: 'USD', paidAt } as never);
  }

  open(input: ExecutionInput, executionArn = `arn:execution:${(this.executions += 1)}`): Promise<OpenRunOutput> {
    const statusOf = async (arn: string) => (this.running.has(arn) ? ('running' as const) : ('ended' as const));
    return openRun(input, executionArn, { ledger: this.runLedger, executions: { statusOf }, clock: this.settlement.clock });
  }

  /** The state machine's path, one step after the other. */
  async run(input: ExecutionInput): Promise<FinishedRun> {
    const opened = await this.open(input);
    if (opened.action === 'refuse') return this.next({ opened, closed: await refuseRun(opened, this.settlement.ledger) });
    let guard: GuardRunOutput | undefined;
    if (opened.action === 'plan') {
      const planned = [];
      for (const group of opened.groups) planned.push(await planBuckets({ ...opened, group }, this.runLedger));
      guard = await guardRun({ ...opened, planned }, this.runLedger);
      if (guard.verdict === 'over-caps') return { opened, guard };
    } else if (opened.action !== 'queue') return { opened };
    let settlement: SettlementState = await queueBatches(opened, this.settlement);
    while (settlement.outcome === 'open') {
      await this.work();
      this.time += settlement.waitSeconds * 1_000;
      settlement = await reconcileRun(opened.weekEnding, settlement, this.settlement);
    }
    return this.next({ opened, guard, closed: await closeRun(opened, this.settlement.ledger) });
  }

  private async next(finished: FinishedRun): Promise<FinishedRun> {
    return finished.closed?.next === 'next-run' ? this.run(finished.opened.requested) : finished;
  }

  /** The payout workers, until the queue is empty. A message whose batch ends unknown is dropped: reconciliation brings it back. */
  async work(): Promise<void> {
    for (let message = this.queued.shift(); message; message = this.queued.shift()) {
      await settleBatch(message, this.settlement).catch((error: Error) => {
        if (error.name !== 'BatchOutcomeUnknown') throw error;
      });
    }
  }

  friday(day: string): Promise<FinishedRun> {
    this.moveTo(day);
    return this.run({ scheduledTime: new Date(this.time).toISOString() });
  }

  /** Every Friday from one to another. */
  async fridays(from: string, to: string): Promise<FinishedRun[]> {
    const runs: FinishedRun[] = [];
    for (let day: LocalDay = localDay(from); day <= to; day = addDays(day, 7)) runs.push(await this.friday(day));
    return runs;
  }

  async rows(weekEnding: string): Promise<ManifestRow[]> {
    const items = this.table.items().filter((item) => item.pk === `RUN#${weekEnding}` && item.sk.startsWith('MANIFEST#'));
    const rows: ManifestRow[] = [];
    for (const { group } of items as unknown as { group: number }[]) {
      for await (const manifest of this.runLedger.manifests(weekEnding as never, group)) rows.push(...manifest.rows);
    }
    return rows.filter((row, place) => rows.findIndex(({ partnerId }) => partnerId === row.partnerId) === place);
  }

  account(partner: string): Item | undefined {
    return this.table.items().find((item) => item.pk === `PARTNER#${partner}` && item.sk === 'ACCOUNT');
  }

  payouts(partner: string): Item[] {
    return this.table.items().filter((item) => item.pk === `PARTNER#${partner}` && item.sk.startsWith('PAYOUT#'));
  }

  /** What every partner's entries in closed weeks, payouts and carried balance come to: 0 for each, always. */
  books(): Map<PartnerId, number> {
    return booksOf(this.table.items());
  }
}

/** Entries of folded weeks − payouts that are not back − carried, by partner; only those that are not 0. */
export function booksOf(items: readonly Item[]): Map<PartnerId, number> {
  const accounts = new Map(items.filter(({ sk }) => sk === 'ACCOUNT').map((item) => [item.pk.slice('PARTNER#'.length), item]));
  const back = new Set(['failed', 'returned', 'canceled', 'denied', 'refused', 'rejected']);
  const sums = new Map<string, number>();
  const count = (partner: string, cents: number): void => void sums.set(partner, (sums.get(partner) ?? 0) + cents);
  const closed = new Set(items.filter((item) => item.pk.startsWith('WEEK#') && item.sk === '!').map(({ pk }) => pk));
  for (const item of items) {
    if (item.pk.startsWith('WEEK#') && item.sk !== '!' && closed.has(item.pk)) count(item.partnerId as string, item.cents as number);
    if (item.sk.startsWith('PAYOUT#') && !back.has(item.state as string)) count(item.partnerId as string, -(item.amountCents as number));
  }
  for (const [partner, account] of accounts) count(partner, -(account.carriedCents as number));
  return new Map([...sums].filter(([, cents]) => cents !== 0)) as Map<PartnerId, number>;
}
