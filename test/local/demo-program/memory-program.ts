/** A program in memory: the real use cases over the table in memory, with a PayPal that ends each item as it was told. */

import type { KnownEvent } from '../../../local/program-files/known-event.ts';
import { intakeLedger } from '../../../shared/adapters/ledger/intake-ledger.ts';
import { profileKey } from '../../../shared/adapters/ledger/keys.ts';
import { runLedger } from '../../../shared/adapters/ledger/run-ledger.ts';
import { settlementLedger } from '../../../shared/adapters/ledger/settlement-ledger.ts';
import { memoryTable } from '../../../shared/adapters/memory/memory-table.ts';
import { billingEventSchema, type EventResult, MAX_EVENTS } from '../../../shared/contracts/billing-events.ts';
import type { CloseRunOutput } from '../../../shared/contracts/payout-run.ts';
import type { SettleBatchMessage } from '../../../shared/contracts/settlement.ts';
import type { LocalDay } from '../../../shared/domain/calendar/local-day.ts';
import { type Instant, instant } from '../../../shared/domain/calendar/time-zone.ts';
import { weekEndingPaidBy } from '../../../shared/domain/calendar/week.ts';
import type { Partner } from '../../../shared/domain/partner.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/program-settings.ts';
import type { PayoutBatchRequest, PayoutGateway, PayPalItemStatus } from '../../../shared/ports/payout-gateway.ts';
import type { ManifestRow } from '../../../shared/ports/run-ledger.ts';
import type { Item } from '../../../shared/ports/table.ts';
import { takeInEvents } from '../../../shared/usecases/intake/take-in-events.ts';
import { closeRun } from '../../../shared/usecases/run/close-run.ts';
import { guardRun } from '../../../shared/usecases/run/guard-run.ts';
import { openRun } from '../../../shared/usecases/run/open-run.ts';
import { planBuckets } from '../../../shared/usecases/run/plan-buckets.ts';
import { queueBatches } from '../../../shared/usecases/settlement/queue-batches.ts';
import { reconcileRun } from '../../../shared/usecases/settlement/reconcile-run.ts';
import { settleBatch } from '../../../shared/usecases/settlement/settle-batch.ts';

/** Of one run: what was decided for whom, and how it ended. */
export interface RunSeen {
  readonly rows: readonly ManifestRow[];
  readonly closed: CloseRunOutput;
}

export interface MemoryProgram {
  /** Events in order of days, each day's at its noon. */
  tell(events: readonly KnownEvent[]): Promise<EventResult[]>;
  change(partner: Partner['id'], change: Partial<Partner>): Promise<void>;
  end(receiver: string, status: string, error?: string): void;
  run(friday: LocalDay): Promise<RunSeen>;
  items(): Item[];
}

export const noonOf = (day: LocalDay): Instant => instant(Date.parse(`${day}T20:00:00Z`));

/** @param begin the day on which it first hears of anything: the clock is never before it. */
export function memoryProgram(begin: LocalDay): MemoryProgram {
  const table = memoryTable();
  let now = noonOf(begin);
  const clock = { now: () => now };
  const ends = new Map<string, { status: string; error: string | undefined }>();
  const intake = intakeLedger(table);
  const runs = runLedger(table);
  const ledger = settlementLedger(table);
  const messages: SettleBatchMessage[] = [];
  const dependencies = {
    ledger,
    clock,
    gateway: payPal(ends),
    queue: { send: async (sent: readonly SettleBatchMessage[]) => void messages.push(...sent) },
    alarm: () => {},
  };
  const schema = billingEventSchema(DEFAULT_SETTINGS.timeZone);

  return {
    async tell(events) {
      const results: EventResult[] = [];
      for (const { day, group } of callsOf(events)) {
        now = instant(Math.max(now, noonOf(day)));
        const settings = await intake.begin(now);
        const call = group.map(({ event }) => schema.parse(JSON.parse(JSON.stringify(event))));
        results.push(...(await takeInEvents(call, { ledger: intake, settings, pause: async () => {} })));
      }
      return results;
    },

    async change(partner, change) {
      const item = await table.get(profileKey(partner));
      if (!item) throw new Error(`there is no partner ${partner}`);
      await table.write([{ kind: 'put', item: { ...item, partner: { ...(item.partner as Partner), ...change } } }]);
    },

    end: (receiver, status, error) => void ends.set(receiver, { status, error }),

    async run(friday) {
      now = instant(Date.parse(`${friday}T17:00:00Z`));
      const scheduledTime = new Date(now).toISOString();
      const opened = await openRun({ scheduledTime }, `run-${friday}`, {
        ledger: runs,
        executions: { statusOf: async () => 'ended' },
        clock,
      });
      const { weekEnding, attempt } = opened;
      if (opened.action !== 'plan' || weekEnding !== weekEndingPaidBy(friday))
        throw new Error(`the run of ${friday} is not planned: ${opened.why}`);
      const planned = [];
      for (const group of opened.groups) planned.push(await planBuckets({ weekEnding, attempt, group }, runs));
      const guard = await guardRun({ weekEnding, attempt, planned }, runs);
      if (guard.verdict !== 'within-caps')
        throw new Error(`the run of ${friday} is held: ${JSON.stringify(guard.breaches)}`);
      let settlement = await queueBatches({ weekEnding, attempt }, dependencies);
      for (let message = messages.shift(); message; message = messages.shift())
        await settleBatch(message, dependencies);
      if (settlement.outcome === 'open') settlement = await reconcileRun(weekEnding, settlement, dependencies);
      const rows: ManifestRow[] = [];
      for (const group of opened.groups)
        for await (const manifest of runs.manifests(weekEnding, group)) rows.push(...manifest.rows);
      return { rows, closed: await closeRun({ weekEnding, attempt, requested: opened.requested }, ledger) };
    },

    items: () => table.items(),
  };
}

/** Groups of one day, as large as a call may be. */
function* callsOf(events: readonly KnownEvent[]): Generator<{ day: LocalDay; group: readonly KnownEvent[] }> {
  for (let from = 0; from < events.length; ) {
    const day = events[from]?.knownOn as LocalDay;
    let to = from + 1;
    while (to < events.length && to - from < MAX_EVENTS && events[to]?.knownOn === day) to += 1;
    yield { day, group: events.slice(from, to) };
    from = to;
  }
}

function payPal(ends: ReadonlyMap<string, { status: string; error: string | undefined }>): PayoutGateway {
  const batches = new Map<string, PayoutBatchRequest>();
  const notAsked = async (): Promise<never> => {
    throw new Error('nobody asks for single items here');
  };
  return {
    async send(batch) {
      batches.set(`paypal-${batch.senderBatchId}`, batch);
      return { kind: 'accepted', payoutBatchId: `paypal-${batch.senderBatchId}` };
    },
    async findBatch(payoutBatchId) {
      const batch = batches.get(payoutBatchId);
      if (!batch) return { kind: 'not-found' };
      const items = batch.items.map(({ senderItemId, receiver, amount }) => {
        const { status = 'SUCCESS', error } = ends.get(receiver) ?? {};
        return {
          payoutItemId: `item-${senderItemId}`,
          senderItemId,
          receiver,
          amount,
          currency: 'USD',
          status: status as PayPalItemStatus,
          error,
        };
      });
      return { kind: 'found', value: { payoutBatchId, senderBatchId: batch.senderBatchId, status: 'SUCCESS', items } };
    },
    findItem: notAsked,
    cancelItem: notAsked,
  };
}
