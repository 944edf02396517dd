/** Shows what lies in the dead-letter queues without taking it away. */
import {
  DEAD_LETTER_QUEUES,
  type DeadLetter,
  type DeadLetterQueue,
  type DeadLetters,
} from '../../ports/dead-letters.ts';

/**
 * SQS shows a message by handing it out, and for so long it is nobody else's: long enough to send ten messages back and to
 * delete them, short enough that whoever looked and then acts finds what they saw.
 */
export const HIDE_SECONDS = 3;
/** Whoever acts watches longer than a look hides: messages that were just shown are not missed. */
export const WATCH_SECONDS = HIDE_SECONDS + 1;
/** Asked without any wait SQS looks at some of its servers only, and may answer that there is nothing. */
const WAIT_SECONDS = 1;
const MOST_SHOWN = 10;

export interface DeadLetterCount {
  readonly queue: DeadLetterQueue;
  readonly waiting: number;
  readonly hidden: number;
}

export const countDeadLetters = (deadLetters: DeadLetters): Promise<DeadLetterCount[]> =>
  Promise.all(DEAD_LETTER_QUEUES.map(async (queue) => ({ queue, ...(await deadLetters.counts(queue)) })));

/** Up to ten, in no order. */
export async function lookAtDeadLetters(queue: DeadLetterQueue, deadLetters: DeadLetters): Promise<DeadLetter[]> {
  const how = { most: MOST_SHOWN, hideSeconds: HIDE_SECONDS, waitSeconds: WAIT_SECONDS };
  const shown: DeadLetter[] = [];
  for await (const letters of deadLetters.take(queue, how)) shown.push(...letters);
  return shown;
}
