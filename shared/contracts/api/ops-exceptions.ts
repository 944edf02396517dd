/** Operations: payouts and batches that wait for somebody, and what can be done about each. */
import * as z from 'zod';
import { WAITING_STATES } from '../../domain/payout-state.ts';
import { partnerIdSchema, weekEndingSchema } from '../values.ts';
import { centsOut, instantOut, noteSchema, pageOf, pageQuery, weekOut } from './api-values.ts';
import { endpoint } from './endpoint.ts';

export const EXCEPTION_ACTIONS = ['cancel', 'look', 'put-back', 'write-off'] as const;
export type ExceptionAction = (typeof EXCEPTION_ACTIONS)[number];

const actions = z.array(z.enum(EXCEPTION_ACTIONS)).meta({ description: 'What can be done about it here' });
const toDo = z.string().meta({ description: 'What it means and what to do, in a sentence' });
const since = instantOut.optional();

export const exceptionOut = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('payout'),
      partnerId: z.string(),
      weekEnding: weekOut,
      amountCents: centsOut,
      state: z.enum(WAITING_STATES),
      receiver: z.string().meta({ description: 'Masked', examples: ['m…@payee.example'] }),
      since,
      error: z.string().optional().meta({ description: "PayPal's error name" }),
      payPalItemId: z.string().optional(),
      cancelAskedBy: z.string().optional().meta({ description: 'Who asked PayPal to cancel it' }),
      writeOffProposedBy: z.string().optional().meta({ description: 'Who proposed to write it off' }),
      actions,
      toDo,
    }),
    z.object({
      kind: z.literal('batch'),
      weekEnding: weekOut,
      manifest: z.string().meta({ examples: ['g00-0001'] }),
      generation: z.int(),
      senderBatchId: z.string(),
      payoutBatchId: z.string().optional().meta({ description: "PayPal's id of the batch, where it is known" }),
      items: z.int(),
      totalCents: centsOut,
      since,
      why: z.string().optional().meta({ description: 'Why it is parked' }),
      actions,
      toDo,
    }),
  ])
  .meta({ id: 'PayoutException' });
export type ExceptionOut = z.input<typeof exceptionOut>;

const weekEnding = weekEndingSchema.meta({
  description: 'The Saturday that ends the week',
  examples: ['2026-11-14'],
});
const payoutParams = z.strictObject({ partnerId: partnerIdSchema, weekEnding });
const NO_PAYOUT = 'There is no such payout';
const word = z.strictObject({ note: noteSchema });

export const listExceptions = endpoint({
  operationId: 'listExceptions',
  method: 'GET',
  path: '/ops/exceptions',
  access: 'operations',
  summary: 'Payouts and batches that wait for somebody',
  description:
    'Parked batches, then payouts that are unclaimed, blocked, sent back (`refunded`) or reversed. A page may have fewer items than its limit, also none, and still a `next`.',
  query: z.strictObject(pageQuery),
  answer: { status: 200, description: 'A page of them', body: pageOf(exceptionOut) },
});

const orderedOut = z
  .object({ partnerId: z.string(), weekEnding: weekOut, ordered: z.enum(['cancel', 'look']) })
  .meta({ id: 'OrderedAtPayPal' });

export const cancelPayout = endpoint({
  operationId: 'cancelPayout',
  method: 'POST',
  path: '/ops/payouts/{partnerId}/{weekEnding}/cancellation',
  access: 'finance',
  summary: 'Has PayPal cancel a payout that nobody claimed',
  description:
    'PayPal is asked at once, and the payout is back on the balance when PayPal shows it as returned; one that is claimed meanwhile is paid.',
  params: payoutParams,
  idempotencyKey: true,
  body: word,
  answer: { status: 202, description: 'PayPal will be asked', body: orderedOut },
  refusals: { 404: NO_PAYOUT, 409: 'It is not unclaimed' },
});

export const lookAtPayout = endpoint({
  operationId: 'lookAtPayout',
  method: 'POST',
  path: '/ops/payouts/{partnerId}/{weekEnding}/look',
  access: 'finance',
  summary: 'Looks at PayPal now for what became of a payout',
  params: payoutParams,
  idempotencyKey: true,
  body: word,
  answer: { status: 202, description: 'PayPal will be looked at', body: orderedOut },
  refusals: { 404: NO_PAYOUT },
});

export const decidePayout = endpoint({
  operationId: 'decidePayout',
  method: 'POST',
  path: '/ops/payouts/{partnerId}/{weekEnding}/decision',
  access: 'finance',
  summary: 'Decides what becomes of a payout that was sent back or reversed',
  description:
    '`put-back`: its amount is on the balance again, and the next run pays it. `write-off`: it counts as paid, and nothing more is owed for it; above the limit for adjustments, for all that one person moves on a day, it is proposed, and another person of finance must send the same decision, as they must for whoever changed the limit last.',
  params: payoutParams,
  idempotencyKey: true,
  body: z.strictObject({ decision: z.enum(['put-back', 'write-off']), note: noteSchema }),
  answer: {
    status: 200,
    description: 'Decided, or proposed where it takes a second person',
    body: z
      .object({
        partnerId: z.string(),
        weekEnding: weekOut,
        amountCents: centsOut,
        outcome: z.enum(['put-back', 'written-off', 'proposed']),
      })
      .meta({ id: 'DecidedPayout' }),
  },
  refusals: { 404: NO_PAYOUT, 409: 'It is neither sent back nor reversed, or you proposed it yourself' },
});

export const lookAtBatch = endpoint({
  operationId: 'lookAtBatch',
  method: 'POST',
  path: '/ops/batches/{weekEnding}/{manifest}/{generation}/look',
  access: 'finance',
  summary: 'Looks at PayPal now for a batch, a parked one too',
  description: 'A parked batch whose id at PayPal is known goes on where PayPal shows exactly what was sent.',
  params: z.strictObject({
    weekEnding,
    manifest: z.string().regex(/^g\d{2}-\d{4}$/, 'must be the id of a manifest, such as g00-0001'),
    generation: z.coerce.number().int().min(1).max(999),
  }),
  idempotencyKey: true,
  body: word,
  answer: {
    status: 202,
    description: 'PayPal will be looked at',
    body: z
      .object({ weekEnding: weekOut, manifest: z.string(), generation: z.int(), ordered: z.literal('look') })
      .meta({ id: 'OrderedLookAtBatch' }),
  },
  refusals: { 404: 'There is no such batch' },
});
