/** What waits for somebody at a program in memory: a payout that PayPal says something of, and operations' calls about it. */
import { onceRecords } from '../../shared/adapters/ledger/once-records.ts';
import { payoutExceptions } from '../../shared/adapters/ledger/payout-exceptions.ts';
import { readProgram } from '../../shared/adapters/ledger/program.ts';
import { settingsLedger } from '../../shared/adapters/ledger/settings-ledger.ts';
import type { LookMessage } from '../../shared/contracts/settlement.ts';
import { instant } from '../../shared/domain/calendar/time-zone.ts';
import { weekEnding } from '../../shared/domain/calendar/week.ts';
import { partnerId } from '../../shared/domain/ids.ts';
import type { AuditRecord } from '../../shared/ports/audit-trail.ts';
import type { PayPalItemStatus } from '../../shared/ports/payout-gateway.ts';
import { decidePayout } from '../../shared/usecases/exceptions/decide-payout.ts';
import { listExceptions } from '../../shared/usecases/exceptions/list-exceptions.ts';
import { cancelPayout, lookAtBatch, lookAtPayout } from '../../shared/usecases/exceptions/order-look.ts';
import type { OnceCall } from '../../shared/usecases/once.ts';
import { cancelUnclaimed } from '../../shared/usecases/settlement/cancel-unclaimed.ts';
import type { ReconcileDependencies } from '../../shared/usecases/settlement/dependencies.ts';
import { lookNow } from '../../shared/usecases/settlement/look-now.ts';
import { remindUnclaimed } from '../../shared/usecases/settlement/remind-unclaimed.ts';
import { type MemoryProgram, receiverOf } from './memory-program.ts';
import { type Owed, queuedRun, WEEK } from './memory-scenes.ts';

export const PAYOUT = { partnerId: partnerId('p1'), weekEnding: weekEnding(WEEK) };

export class MemoryExceptions {
  readonly program: MemoryProgram;
  /** Orders that nobody has worked on yet. */
  readonly orders: LookMessage[] = [];
  readonly exceptions;
  readonly work;
  #ids = 0;

  constructor(program: MemoryProgram) {
    this.program = program;
    const { table } = program;
    this.exceptions = payoutExceptions(table);
    this.work = {
      exceptions: this.exceptions,
      records: onceRecords(table),
      ids: { next: () => `id-${String(this.#next()).padStart(19, '0')}` },
      queue: { send: async (messages: readonly LookMessage[]) => void this.orders.push(...messages) },
      settings: settingsLedger(table),
      programSettings: async () => (await readProgram(table)).settings,
      settlement: program.settlementLedger,
    };
  }

  #next(): number {
    this.#ids += 1;
    return this.#ids;
  }

  get table() {
    return this.program.table;
  }

  word = (by = 'ann') => ({ by, now: instant(this.program.time), note: 'as agreed by phone' });
  call = (request: unknown, by = 'ann', key = `key-${this.#next()}`): OnceCall => ({ caller: by, key, request });

  decide(decision: 'put-back' | 'write-off', by?: string, key?: string) {
    return decidePayout({ ...PAYOUT, decision }, this.word(by), this.call({ decision }, by, key), this.work);
  }
  cancel = (by?: string, key?: string) => cancelPayout(PAYOUT, this.word(by), this.call('cancel', by, key), this.work);
  look = (key?: string) => lookAtPayout(PAYOUT, this.word(), this.call('look', 'ann', key), this.work);
  lookAtBatch = (manifest: string) =>
    lookAtBatch(
      { weekEnding: PAYOUT.weekEnding, manifest, generation: 1 },
      this.word(),
      this.call(manifest),
      this.work,
    );
  list = async (limit = 50, after?: string) => listExceptions({ limit, ...(after ? { after } : {}) }, this.exceptions);

  /** The worker of the queue, until nothing is left. */
  async workOff(): Promise<void> {
    for (let order = this.orders.shift(); order; order = this.orders.shift())
      await (order.kind === 'look'
        ? lookNow(order, this.program.settlement)
        : cancelUnclaimed(order, this.program.settlement));
  }

  /** The daily rule, on a day: a look, then reminders. */
  async daily(day: string, more: Partial<ReconcileDependencies> = {}): Promise<number> {
    await this.program.daily(day);
    const { settlement } = this.program;
    const { exceptions, queue, programSettings: settings } = this.work;
    return remindUnclaimed({
      ...settlement,
      ...more,
      exceptions,
      queue,
      settings,
      linkBase: 'https://program.example',
    });
  }

  trail(): AuditRecord[] {
    return this.program.items().flatMap(({ pk, record }) => (pk === 'AUDIT' ? [record as AuditRecord] : []));
  }

  mails(): string[] {
    return this.program.items().flatMap(({ pk, sk }) => (pk === 'OPEN-MAILS' ? [sk] : []));
  }
}

/** p1 was sent $100 on the Friday, p2 $200; p1's item stands as PayPal says, and PayPal was looked at. */
export async function waiting(status: PayPalItemStatus, owed: Owed = { p1: 100, p2: 200 }): Promise<MemoryExceptions> {
  const run = await queuedRun(owed);
  await run.settle();
  run.program.paypal.turn(receiverOf('p1'), status);
  await run.program.byHand(WEEK);
  return new MemoryExceptions(run.program);
}
