/** Operations look at messages that were given up, send them back, or throw them away for a reason. */
import * as z from 'zod';
import { DEAD_LETTER_QUEUES } from '../../ports/dead-letters.ts';
import { instantOut, noteSchema } from './api-values.ts';
import { endpoint } from './endpoint.ts';

const queueName = z.enum(DEAD_LETTER_QUEUES).meta({
  description:
    '`payouts`: batches that five tries could not settle. `looks`: looks at PayPal that a webhook or a person asked for. `mails`: mails that could not be sent. `lists`: referral lists whose preview or commit failed. `friday`, `daily`: times at which the rule could not start the weekly run or the daily reconciliation',
});
const params = z.strictObject({ queue: queueName });
const messageId = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,100}$/, 'must be the id of a message')
  .meta({ examples: ['6f1f0c4e-5b0a-4c39-9a53-0d8f0a1f2b7c'] });

export const countDeadLetters = endpoint({
  operationId: 'countDeadLetters',
  method: 'GET',
  path: '/ops/dead-letters',
  access: 'operations',
  summary: 'How many messages were given up',
  description: 'As the queue service guesses them; a message is kept for 14 days.',
  answer: {
    status: 200,
    description: 'Each queue',
    body: z.object({
      items: z.array(
        z
          .object({
            queue: z.enum(DEAD_LETTER_QUEUES),
            waiting: z.int(),
            hidden: z.int().meta({ description: 'Being looked at or worked on just now' }),
          })
          .meta({ id: 'DeadLetterCount' }),
      ),
    }),
  },
});

export const lookAtDeadLetters = endpoint({
  operationId: 'lookAtDeadLetters',
  method: 'GET',
  path: '/ops/dead-letters/{queue}',
  access: 'operations',
  summary: 'Up to ten of the messages that were given up',
  description:
    'In no order. Nothing is lost by looking; a message that was shown is not shown again for three seconds, and its count of receives goes up.',
  params,
  answer: {
    status: 200,
    description: 'Messages',
    body: z.object({
      items: z.array(
        z
          .object({
            messageId: z.string(),
            body: z.string().meta({ description: 'As it is: ids and hashes. Its first 2,000 characters' }),
            sentAt: instantOut,
            receiveCount: z.int().meta({ description: 'How often it was handed out, looks at it among them' }),
            error: z.string().optional().meta({ description: "Of a rule's event: why it was not delivered" }),
          })
          .meta({ id: 'DeadLetter' }),
      ),
    }),
  },
});

export const redriveDeadLetters = endpoint({
  operationId: 'redriveDeadLetters',
  method: 'POST',
  path: '/ops/dead-letters/{queue}/redrive',
  access: 'finance',
  summary: 'Sends messages back to the queue they came from',
  description:
    'Each is sent before it is deleted here, so that none is lost; should something break in between, it is sent a second time. That does no harm: one worker at a time has a batch, PayPal knows a batch by its id, a mail that was sent is not sent again, and no row of a list is counted twice. A hundred messages a call at most.',
  params,
  idempotencyKey: true,
  body: z.strictObject({
    note: noteSchema,
    messageIds: z
      .array(messageId)
      .min(1)
      .max(50)
      .optional()
      .meta({ description: 'Only these; all that are there when it is left out' }),
  }),
  answer: {
    status: 200,
    description: 'Those that were sent back; others are not there any more, or somebody works on them',
    body: z.object({ redriven: z.array(z.string()) }),
  },
  refusals: {
    409: 'The queues of rules have nothing to send back to: start the run of the week by hand instead; the daily look comes again by itself',
  },
});

export const discardDeadLetter = endpoint({
  operationId: 'discardDeadLetter',
  method: 'POST',
  path: '/ops/dead-letters/{queue}/discard',
  access: 'finance',
  summary: 'Throws a message away for a reason',
  description:
    'What it said stays in the audit trail. For a payout nothing is lost by it: what is frozen and unsent is queued again by the run and by the daily reconciliation.',
  params,
  idempotencyKey: true,
  body: z.strictObject({ messageId, note: noteSchema }),
  answer: { status: 200, description: 'It is gone', body: z.object({ discarded: z.string() }) },
  refusals: { 404: 'There is no such message here, or somebody works on it' },
});
