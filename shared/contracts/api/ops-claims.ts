/** Operations: claims of partners to clients, with their evidence and what a decision would move. */
import * as z from 'zod';
import { clientIdSchema, partnerIdSchema } from '../values.ts';
import { centsOut, dayOut, pageOf, pageQuery } from './api-values.ts';
import { claimIdSchema, opsClaimOut } from './claim-values.ts';
import { endpoint } from './endpoint.ts';

const params = z.strictObject({ claimId: claimIdSchema });
const NO_CLAIM = 'There is no such claim';

export const listOpsClaims = endpoint({
  operationId: 'listOpsClaims',
  method: 'GET',
  path: '/ops/claims',
  access: 'operations',
  summary: 'Open claims; or all that a partner ever made, or that were ever made for a client',
  query: z
    .strictObject({ ...pageQuery, partnerId: partnerIdSchema.optional(), clientId: clientIdSchema.optional() })
    .refine(({ partnerId, clientId }) => !(partnerId && clientId), {
      message: 'takes one of partnerId and clientId',
    }),
  answer: { status: 200, description: 'A page of claims', body: pageOf(opsClaimOut) },
});

const evidenceOut = z.object({
  ownerName: z.string().optional(),
  ownerEmail: z.string().optional(),
  clientSince: dayOut.optional(),
  cancelledOn: dayOut.optional(),
  accountCreatedOn: dayOut.optional(),
  howHeard: z.string().optional().meta({ description: 'The answer to “how did you hear about us”' }),
  link: z.string().optional().meta({ description: 'The partner of the referral link' }),
  creditedBy: z.enum(['link', 'list', 'how-heard-email', 'how-heard-name']).optional(),
  secondaryUsers: z.array(z.string()),
  referrers: z
    .array(z.object({ from: dayOut.optional(), partnerId: z.string(), claimId: z.string().optional() }))
    .meta({ description: 'The partner of the sign-up, and each confirmed claim in the order of the decisions' }),
});

export const getOpsClaim = endpoint({
  operationId: 'getOpsClaim',
  method: 'GET',
  path: '/ops/claims/{claimId}',
  access: 'operations',
  summary: 'One claim with its evidence, and every other claim for the same client',
  params,
  answer: {
    status: 200,
    description: 'The claim',
    body: z.object({
      claim: opsClaimOut,
      evidence: evidenceOut.optional().meta({ description: 'Absent as long as nobody knows the client' }),
      others: z.array(opsClaimOut).meta({ description: 'Other claims for this client; no claimant is told of them' }),
      candidates: z
        .array(z.object({ clientId: z.string(), ownerName: z.string().optional() }))
        .meta({ description: 'Clients whom the name may mean, while none is known' }),
    }),
  },
  refusals: { 404: NO_CLAIM },
});

export const previewClaim = endpoint({
  operationId: 'previewClaim',
  method: 'GET',
  path: '/ops/claims/{claimId}/preview',
  access: 'operations',
  summary: 'What a decision would move, in cents; nothing is written',
  params,
  query: z.strictObject({ decision: z.enum(['confirm', 'reopen']).default('confirm') }),
  answer: {
    status: 200,
    description: 'As of now',
    body: z.object({
      decision: z.enum(['confirm', 'reopen']),
      reachesFrom: dayOut,
      partners: z.array(
        z.object({
          partnerId: z.string(),
          partnerName: z.string().optional(),
          cents: centsOut.meta({ description: 'By so much what counts for the partner would change' }),
          decidedCents: centsOut.meta({
            description: 'Of it what runs have taken into the balance already: paid, or carried',
          }),
          voidCents: centsOut.meta({ description: 'By so much what is void would change' }),
          heldCents: centsOut,
        }),
      ),
      payments: z.array(
        z.object({
          paymentId: z.string(),
          day: dayOut,
          from: z.string().optional().meta({ description: 'The partner credited with it now' }),
          to: z.string().optional().meta({ description: 'The partner credited with it then' }),
          cents: centsOut.meta({ description: 'What it would bring to the one, net of refunds' }),
        }),
      ),
    }),
  },
  refusals: { 404: NO_CLAIM, 409: 'The claim is in no state in which this can be decided' },
});
