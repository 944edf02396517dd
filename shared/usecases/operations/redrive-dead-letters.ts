/**
 * Sends given-up messages back to the queue they came from. Each is sent before it is deleted: a death in between sends it
 * twice and never loses it. Twice is harmless: a payout's batch is sent by one worker at a time and PayPal knows its id, a
 * mail is marked when it is sent.
 */
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import {
  type DeadLetterQueue,
  type DeadLetters,
  REDRIVABLE_QUEUES,
  type RedrivableQueue,
} from '../../ports/dead-letters.ts';
import type { OnceRecords } from '../../ports/once.ts';
import { inParallel } from '../in-parallel.ts';
import { type OnceOutcome, once, type Refusal } from '../once.ts';
import { auditIdOf } from './audit-id.ts';
import { HIDE_SECONDS, WATCH_SECONDS } from './look-at-dead-letters.ts';

export interface DeadLetterWork {
  readonly deadLetters: DeadLetters;
  readonly audit: AuditTrail;
  readonly records: OnceRecords;
}

export interface DeadLetterCall {
  readonly caller: string;
  readonly key: string;
  readonly now: Instant;
  /** Of a redrive; what is discarded brings its own. */
  readonly why?: string;
}

export interface Redriven {
  readonly redriven: readonly string[];
}

/** Ten calls or more to take them and two calls each to send them back: a second or two of the gateway's 29. */
export const MOST_REDRIVEN = 100;

/** @param messageIds all that are met, when it is left out. */
export function redriveDeadLetters(
  queue: DeadLetterQueue,
  messageIds: readonly string[] | undefined,
  { caller, key, now, why }: DeadLetterCall,
  { deadLetters, audit, records }: DeadLetterWork,
): Promise<OnceOutcome<Redriven>> {
  const action = 'dead-letters.redrive';
  return once<Redriven>(records, { caller, key, request: { action, queue, messageIds, why } }, async (recordOf) => {
    if (!isRedrivable(queue)) return { kind: 'refused', why: FROM_A_RULE };
    const redriven: string[] = [];
    const [end] = await Promise.allSettled([sendAllBack(queue, messageIds, deadLetters, redriven)]);
    const answer = { redriven: redriven.sort() };
    // What was sent back is on the record, also when one of the others failed.
    if (redriven.length > 0) {
      const [by, subject] = [{ kind: 'staff', id: caller } as const, `dead-letters:${queue}`];
      await audit.append({ id: auditIdOf(caller, key), at: now, by, action, subject, to: answer, why });
    }
    if (end.status === 'rejected') throw end.reason;
    await records.remember(recordOf(answer));
    return { kind: 'done', answer };
  });
}

/** @param redriven the ids of those that are sent and deleted, also where a later one fails. */
async function sendAllBack(
  queue: RedrivableQueue,
  wanted: readonly string[] | undefined,
  deadLetters: DeadLetters,
  redriven: string[],
): Promise<void> {
  const hidden = { hideSeconds: HIDE_SECONDS, waitSeconds: WATCH_SECONDS };
  for await (const letters of deadLetters.take(queue, { most: MOST_REDRIVEN, ...hidden, ...(wanted && { wanted }) })) {
    // Ten at most, and at once: they are ours for a few seconds.
    await inParallel(letters, letters.length, async (letter) => {
      await deadLetters.sendBack(queue, letter);
      await deadLetters.delete(queue, letter);
      redriven.push(letter.messageId);
    });
  }
}

const isRedrivable = (queue: DeadLetterQueue): queue is RedrivableQueue =>
  (REDRIVABLE_QUEUES as readonly DeadLetterQueue[]).includes(queue);

const FROM_A_RULE: Refusal = {
  status: 409,
  title: 'These are events of a rule, and there is no queue to send them back to',
  detail:
    'start what the rule should have started (the run of the week; the next daily look comes by itself), then discard them',
};
