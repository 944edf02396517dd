/** Operations' dead letters: looked at, sent back, thrown away. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { auditTrail } from '../../shared/adapters/ledger/audit-trail.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { onceRecords } from '../../shared/adapters/ledger/once-records.ts';
import { connectDeadLetters } from '../../shared/adapters/sqs/dead-letters.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import {
  countDeadLetters,
  discardDeadLetter,
  lookAtDeadLetters,
  redriveDeadLetters,
} from '../../shared/contracts/api/ops-dead-letters.ts';
import { deadLetterEnvironment, ledgerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { discardDeadLetter as discard } from '../../shared/usecases/operations/discard-dead-letter.ts';
import {
  countDeadLetters as count,
  lookAtDeadLetters as look,
} from '../../shared/usecases/operations/look-at-dead-letters.ts';
import { redriveDeadLetters as redrive } from '../../shared/usecases/operations/redrive-dead-letters.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { answerOf } from '../api/refusals.ts';

/** Messages of ours have some 150. */
const MAX_SHOWN = 2_000;

const environment = readEnvironment(ledgerEnvironment.extend(deadLetterEnvironment.shape));
const table = connectTable(environment.TABLE_NAME);
const deadLetters = connectDeadLetters({
  deadLetters: {
    payouts: environment.PAYOUT_DEAD_LETTERS_URL,
    looks: environment.LOOK_DEAD_LETTERS_URL,
    mails: environment.MAIL_DEAD_LETTERS_URL,
    lists: environment.LIST_DEAD_LETTERS_URL,
    friday: environment.FRIDAY_DEAD_LETTERS_URL,
    daily: environment.DAILY_DEAD_LETTERS_URL,
  },
  sources: {
    payouts: environment.PAYOUT_QUEUE_URL,
    looks: environment.LOOK_QUEUE_URL,
    mails: environment.MAIL_QUEUE_URL,
    lists: environment.LIST_QUEUE_URL,
  },
});
const work = { deadLetters, audit: auditTrail(table), records: onceRecords(table) };

export const handler = apiHandler(
  [
    serve(countDeadLetters, async () => ({ body: { items: await count(deadLetters) } })),

    serve(lookAtDeadLetters, async ({ params: { queue } }) => {
      const letters = await look(queue, deadLetters);
      const items = letters.map(({ receipt: _, sentAt, body, ...letter }) => ({
        ...letter,
        body: body.slice(0, MAX_SHOWN),
        sentAt: new Date(sentAt).toISOString(),
      }));
      return { body: { items } };
    }),

    serve(redriveDeadLetters, async ({ caller, idempotencyKey: key, params: { queue }, body, now }) => {
      const call = { caller: caller.id, key, now, why: body.note };
      const { redriven } = answerOf(await redrive(queue, body.messageIds, call, work));
      return { body: { redriven: [...redriven] } };
    }),

    serve(discardDeadLetter, async ({ caller, idempotencyKey: key, params: { queue }, body, now }) => ({
      body: answerOf(await discard(queue, body, { caller: caller.id, key, now }, work)),
    })),
  ],
  { logins: logins(table), clock: systemClock },
);
