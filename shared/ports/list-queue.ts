import type { WorkOnListMessage } from '../contracts/referral-lists.ts';

/** Hands referral lists to their worker by their ids: at least once, in any order. */
export interface ListQueue {
  send(messages: readonly WorkOnListMessage[]): Promise<void>;
}
