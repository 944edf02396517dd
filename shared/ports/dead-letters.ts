/** Messages that were given up: each queue of them beside the queue or rule that they come from. */
import type { Instant } from '../domain/calendar/time-zone.ts';

/** `friday` and `daily` are of rules: what lies there is an event that could not be delivered, and there is no queue to send it back to. */
export const DEAD_LETTER_QUEUES = ['payouts', 'looks', 'mails', 'lists', 'friday', 'daily'] as const;
export type DeadLetterQueue = (typeof DEAD_LETTER_QUEUES)[number];

/** Those that have a queue to go back to. */
export const REDRIVABLE_QUEUES = ['payouts', 'looks', 'mails', 'lists'] as const satisfies readonly DeadLetterQueue[];
export type RedrivableQueue = (typeof REDRIVABLE_QUEUES)[number];

export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: Instant;
  /** How often it was handed out, our looks at it among them. */
  readonly receiveCount: number;
  /** Of a rule's event: why it could not be delivered. */
  readonly error?: string;
  /** What the queue knows this hand-out by; worth something until it is handed out again. */
  readonly receipt: string;
}

export interface TakeDeadLetters {
  readonly most: number;
  /** For so long nobody else is handed a message that was met. Then it is back, unless it was deleted. */
  readonly hideSeconds: number;
  /** How long an empty queue is watched for messages that come back from an earlier look. */
  readonly waitSeconds: number;
  /** Ends as soon as these were found; others that are met on the way are not among the answer. */
  readonly wanted?: readonly string[];
}

export interface DeadLetters {
  /** As the queue service guesses them: `hidden` were looked at or are being worked on. */
  counts(queue: DeadLetterQueue): Promise<{ readonly waiting: number; readonly hidden: number }>;
  /** As they are handed out, up to ten at a time, each message once. Fewer than there are when it takes too long. */
  take(queue: DeadLetterQueue, how: TakeDeadLetters): AsyncIterable<readonly DeadLetter[]>;
  /** To the queue it came from, as it is. The dead letter stays where it is until it is deleted. */
  sendBack(queue: RedrivableQueue, letter: DeadLetter): Promise<void>;
  delete(queue: DeadLetterQueue, letter: DeadLetter): Promise<void>;
}
