import type { LookMessage } from '../contracts/settlement.ts';

/** Hands what should be looked at, at PayPal and soon, to whoever looks: at least once, in any order. */
export interface LookQueue {
  send(messages: readonly LookMessage[]): Promise<void>;
}
