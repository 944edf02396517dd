/** Functions as the cloud runs them: each invocation is a process of its own, with connections of its own, and may die. */
import type { MemoryStore } from '../../../shared/adapters/memory/memory-store.ts';
import type { SettleBatchMessage } from '../../../shared/contracts/settlement.ts';
import { type Instant, instant } from '../../../shared/domain/calendar/time-zone.ts';
import type { PayoutGateway } from '../../../shared/ports/payout-gateway.ts';
import type { PayoutQueue } from '../../../shared/ports/payout-queue.ts';
import type { Table } from '../../../shared/ports/table.ts';
import type { Faults } from '../kernel/faults.ts';
import type { End, Process, World } from '../kernel/world.ts';
import type { SimPayPal } from './sim-paypal.ts';
import type { SimQueue } from './sim-queue.ts';
import { simTable } from './sim-table.ts';

/** What a function has at hand. */
export interface Tools {
  readonly process: Process;
  readonly table: Table;
  readonly gateway: PayoutGateway;
  readonly queue: PayoutQueue;
  readonly clock: { now(): Instant };
  /** Waits a little, as between tries. */
  readonly pause: (ms: number) => Promise<void>;
}

export interface Cloud {
  readonly world: World;
  readonly faults: Faults;
  readonly store: MemoryStore;
  readonly queue: SimQueue<SettleBatchMessage>;
  readonly paypal: SimPayPal;
  readonly changed: () => void;
  /** A function failed for a reason that no fault explains. */
  readonly unexpected: (name: string, error: Error) => void;
}

/** What functions may fail with: faults, and refusals that the workflow and the queue know by name. */
const EXPECTED: ReadonlySet<string> = new Set([
  ...['TableBusy', 'TimeoutError', 'NoAnswer', 'IntakeBusy', 'BatchOutcomeUnknown', 'PayPalNotAsked'],
  'PayPalUnavailable',
  ...['StaleAttempt', 'PlanningIncomplete', 'RunMoved', 'WeekNotRunnable', 'RunNotHeld'],
]);

export function invoke<Result>(
  cloud: Cloud,
  name: string,
  limitSeconds: number,
  work: (tools: Tools) => Promise<Result>,
  ended: (end: End<Result>) => void,
): Process {
  const { world } = cloud;
  const begin = (process: Process): Promise<Result> =>
    work({
      process,
      table: simTable(process, cloud),
      gateway: cloud.paypal.for(process),
      queue: cloud.queue.for(process),
      clock: { now: () => instant(Math.floor(world.now)) },
      pause: (ms) => world.step(process, 'pause', ms, () => {}),
    });
  const heard = (end: End<Result>): void => {
    if (end.kind === 'failed' && !EXPECTED.has(end.error.name)) cloud.unexpected(name, end.error);
    ended(end);
  };
  return world.start(name, begin, heard, limitSeconds * 1_000);
}
