/** Asks DynamoDB again, with full jitter, while it is too busy to answer. */
import { setTimeout as wait } from 'node:timers/promises';
import { TableBusy } from '../../ports/table.ts';

export interface Patience {
  readonly sleep: (ms: number) => Promise<void>;
  /** 0 up to 1. */
  readonly random: () => number;
  /** Fruitless attempts in a row before giving up. */
  readonly maxAttempts: number;
}

/**
 * Ten attempts wait 20 + 40 + … + 640 + 1000 + 1000 + 1000 ms at most, about 2 s on average: a contended week marker is
 * free again within milliseconds, and a step that gives up is started again by the state machine or the queue.
 */
export const PATIENCE: Patience = { sleep: (ms) => wait(ms), random: Math.random, maxAttempts: 10 };
const BASE_MS = 10;
const CEILING_MS = 1000;

export type Attempt<T> =
  | { readonly kind: 'answered'; readonly value: T }
  /** Part of it was done: worth another attempt however often that happens. */
  | { readonly kind: 'progressed' }
  /** Nothing was done; `failure` is what the caller gets when this was the last attempt. */
  | { readonly kind: 'busy'; readonly failure: unknown };

export const answered = <T>(value: T): Attempt<T> => ({ kind: 'answered', value });

export async function untilAnswered<T>(patience: Patience, attempt: () => Promise<Attempt<T>>): Promise<T> {
  for (let fruitless = 0; ; ) {
    const outcome = await attempt();
    if (outcome.kind === 'answered') return outcome.value;
    fruitless = outcome.kind === 'progressed' ? 0 : fruitless + 1;
    if (outcome.kind === 'busy' && fruitless >= patience.maxAttempts) throw outcome.failure;
    // Full jitter: anywhere from nothing to the doubled bound, so that writers who collided once do not collide again.
    await patience.sleep(patience.random() * Math.min(CEILING_MS, BASE_MS * 2 ** fruitless));
  }
}

/** For requests that either answer or throw. Errors other than a busy table pass through at once. */
export function whileBusy<T>(patience: Patience, request: () => Promise<T>): Promise<T> {
  return untilAnswered(patience, async () => {
    try {
      return answered(await request());
    } catch (error) {
      return busyOrThrow(error);
    }
  });
}

/** Refusals that DynamoDB makes before it does anything. */
const BUSY = new Set([
  'ThrottlingException',
  'RequestLimitExceeded',
  'ProvisionedThroughputExceededException',
  'TransactionConflictException',
]);

export function busyOrThrow(error: unknown): Attempt<never> {
  if (error instanceof Error && BUSY.has(error.name)) return busy(error);
  throw error;
}

export function busy(cause: Error): Attempt<never> {
  return { kind: 'busy', failure: new TableBusy(`DynamoDB stayed busy: ${cause.name}: ${cause.message}`, { cause }) };
}
