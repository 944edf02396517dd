/** Operations: what waits for a person's decision. */
import * as z from 'zod';
import { dayOut, noteSchema, pageOf, pageQuery } from './api-values.ts';
import { endpoint } from './endpoint.ts';

export const REVIEW_KINDS = [
  'ambiguous-referrer',
  'self-referral',
  'shared-address',
  'us-source-income',
  'moved-to-us',
  'denied-claims',
] as const;
const kind = z.enum(REVIEW_KINDS);

export const reviewOut = z
  .object({
    kind,
    id: z.string().meta({ description: 'Within its kind' }),
    partnerId: z.string().optional(),
    partnerName: z.string().optional(),
    clientId: z.string().optional(),
    clientName: z.string().optional().meta({ description: "The owner's name" }),
    clientEmail: z.string().optional().meta({ description: "The owner's e-mail" }),
    candidates: z
      .array(z.string())
      .optional()
      .meta({ description: 'Partners whom the sign-up may mean, or who share the address' }),
    howHeard: z.string().optional().meta({ description: 'The answer to “how did you hear about us”' }),
    answeredOn: dayOut.optional(),
    denied: z.int().optional().meta({ description: 'Claims of the last 90 days that were denied or refused' }),
    from: z.string().optional().meta({ description: 'The country before the move' }),
    decisions: z.array(z.enum(['accept', 'refuse', 'dismiss'])).meta({ description: 'What can be decided here' }),
  })
  .meta({ id: 'Review' });

export const listReviews = endpoint({
  operationId: 'listReviews',
  method: 'GET',
  path: '/ops/reviews/{kind}',
  access: 'operations',
  summary: 'What waits for a decision, by kind',
  params: z.strictObject({ kind }),
  query: z.strictObject(pageQuery),
  answer: { status: 200, description: 'A page of reviews', body: pageOf(reviewOut) },
});

export const decideReview = endpoint({
  operationId: 'decideReview',
  method: 'POST',
  path: '/ops/reviews/{kind}/{id}/decision',
  access: 'finance',
  summary: 'Decides a review',
  description:
    'self-referral: `accept` lets the client count for good, `refuse` makes it void for good. us-source-income and moved-to-us: `accept` lifts the hold, `refuse` leaves it (a refused move puts the country back). ambiguous-referrer, shared-address and denied-claims are looked at and dismissed; a client without a referrer is credited by a claim.',
  params: z.strictObject({ kind, id: z.string().min(1).max(110) }),
  idempotencyKey: true,
  body: z.strictObject({ decision: z.enum(['accept', 'refuse', 'dismiss']), note: noteSchema }),
  answer: { status: 200, description: 'Decided', body: z.object({ kind, id: z.string(), decision: z.string() }) },
  refusals: {
    404: 'There is no such review open',
    409: 'Others keep changing the same client or partner; try again',
    422: 'This kind of review is not decided so',
  },
});
