/** Throws one given-up message away, for a reason: what it said stays in the audit trail. */
import type { DeadLetter, DeadLetterQueue, DeadLetters } from '../../ports/dead-letters.ts';
import { type OnceOutcome, once, type Refusal } from '../once.ts';
import { auditIdOf } from './audit-id.ts';
import { HIDE_SECONDS, WATCH_SECONDS } from './look-at-dead-letters.ts';
import type { DeadLetterCall, DeadLetterWork } from './redrive-dead-letters.ts';

export interface Discarded {
  readonly discarded: string;
}

/** Messages of ours are a fifth of it. What somebody else put there is kept as far as it says what it was. */
const MAX_KEPT = 1_000;

export function discardDeadLetter(
  queue: DeadLetterQueue,
  { messageId, note }: { readonly messageId: string; readonly note: string },
  { caller, key, now }: DeadLetterCall,
  { deadLetters, audit, records }: DeadLetterWork,
): Promise<OnceOutcome<Discarded>> {
  const action = 'dead-letters.discard';
  return once<Discarded>(records, { caller, key, request: { action, queue, messageId, note } }, async (recordOf) => {
    const letter = await find(queue, messageId, deadLetters);
    if (!letter) return { kind: 'refused', why: NOT_THERE };
    // The record first: a message that is gone can be recorded by nobody.
    await audit.append({
      id: auditIdOf(caller, key),
      at: now,
      by: { kind: 'staff', id: caller },
      action,
      subject: `dead-letters:${queue}`,
      from: { messageId, body: letter.body.slice(0, MAX_KEPT) },
      why: note,
    });
    await deadLetters.delete(queue, letter);
    const answer = { discarded: messageId };
    await records.remember(recordOf(answer));
    return { kind: 'done', answer };
  });
}

async function find(
  queue: DeadLetterQueue,
  messageId: string,
  deadLetters: DeadLetters,
): Promise<DeadLetter | undefined> {
  const how = { most: 1, hideSeconds: HIDE_SECONDS, waitSeconds: WATCH_SECONDS, wanted: [messageId] };
  for await (const [letter] of deadLetters.take(queue, how)) if (letter) return letter;
  return undefined;
}

const NOT_THERE: Refusal = {
  status: 404,
  title: 'There is no such message here',
  detail: 'it was redriven or discarded, or somebody works on it just now: look again',
};
