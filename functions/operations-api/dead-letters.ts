/** Serves operations' dead letters. */
import {
  countDeadLetters,
  discardDeadLetter,
  lookAtDeadLetters,
  redriveDeadLetters,
} from '../../shared/contracts/api/ops-dead-letters.ts';
import { discardDeadLetter as discard } from '../../shared/usecases/operations/discard-dead-letter.ts';
import {
  countDeadLetters as count,
  lookAtDeadLetters as look,
} from '../../shared/usecases/operations/look-at-dead-letters.ts';
import {
  type DeadLetterWork,
  redriveDeadLetters as redrive,
} from '../../shared/usecases/operations/redrive-dead-letters.ts';
import { type ServedEndpoint, serve } from '../api/api-handler.ts';
import { answerOf } from '../api/refusals.ts';
import { iso } from './run-answers.ts';

/** Messages of ours have some 150. */
const MAX_SHOWN = 2_000;

export const deadLetterEndpoints = (work: DeadLetterWork): ServedEndpoint[] => [
  serve(countDeadLetters, async () => ({ body: { items: await count(work.deadLetters) } })),

  serve(lookAtDeadLetters, async ({ params: { queue } }) => {
    const letters = await look(queue, work.deadLetters);
    const items = letters.map(({ receipt: _, sentAt, body, ...letter }) => ({
      ...letter,
      body: body.slice(0, MAX_SHOWN),
      sentAt: iso(sentAt),
    }));
    return { body: { items } };
  }),

  serve(redriveDeadLetters, async ({ caller, idempotencyKey: key, params: { queue }, body: { messageIds }, now }) => {
    const { redriven } = answerOf(await redrive(queue, messageIds, { caller: caller.id, key, now }, work));
    return { body: { redriven: [...redriven] } };
  }),

  serve(discardDeadLetter, async ({ caller, idempotencyKey: key, params: { queue }, body, now }) => ({
    body: answerOf(await discard(queue, body, { caller: caller.id, key, now }, work)),
  })),
];
