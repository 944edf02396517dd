/** Shows what lies in the dead-letter queues without taking it away. */
import {
  DEAD_LETTER_QUEUES,
  type DeadLetter,
  type DeadLetterQueue,
  type DeadLetters,
} from '../../ports/dead-letters.ts';

/**
 * SQS shows a message by handing it out. For so long it is nobody else's, and neither redriven nor discarded: long enough
 * that one look meets no message twice, short enough that whoever acts on what they saw finds it.
 */
export const LOOK_SECONDS = 5;
/** Whoever works on messages watches longer than a look hides them, so that none is missed that was just shown. */
export const WATCH_SECONDS = LOOK_SECONDS + 1;
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
export const lookAtDeadLetters = (queue: DeadLetterQueue, deadLetters: DeadLetters): Promise<DeadLetter[]> =>
  deadLetters.take(queue, { most: MOST_SHOWN, hideSeconds: LOOK_SECONDS, waitSeconds: WAIT_SECONDS });
