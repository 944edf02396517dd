/** Operations: claims decided for the client, taken back, given a client, made for a partner. */
import * as z from 'zod';
import { clientIdSchema, localDaySchema, nameSchema, partnerIdSchema } from '../values.ts';
import { noteSchema } from './api-values.ts';
import { claimIdSchema, opsClaimOut } from './claim-values.ts';
import { endpoint } from './endpoint.ts';

const params = z.strictObject({ claimId: claimIdSchema });
const NO_CLAIM = 'There is no such claim';

export const decideClaim = endpoint({
  operationId: 'decideClaim',
  method: 'POST',
  path: '/ops/claims/{claimId}/decision',
  access: 'finance',
  summary: 'Decides a claim for the client, after hearing from them; or takes a decision back',
  description:
    '`confirm` and `deny` need to say who at the client was heard, and when. `reopen` asks the client again, and moves back what a confirmation had moved.',
  params,
  idempotencyKey: true,
  body: z.discriminatedUnion('decision', [
    z.strictObject({
      decision: z.enum(['confirm', 'deny']),
      heardFrom: nameSchema.meta({ description: 'Who at the client said it' }),
      heardOn: localDaySchema,
      note: noteSchema,
    }),
    z.strictObject({ decision: z.literal('reopen'), note: noteSchema }),
  ]),
  answer: { status: 200, description: 'The claim as it is now', body: opsClaimOut },
  refusals: {
    404: NO_CLAIM,
    409: 'The claim is in no state in which this can be decided, or others keep changing the client',
    422: 'The day on which the client was heard is still to come',
  },
});

export const identifyClaimedClient = endpoint({
  operationId: 'identifyClaimedClient',
  method: 'POST',
  path: '/ops/claims/{claimId}/client',
  access: 'operations',
  summary: 'Says which client a claim means, where its name left that open; the client is asked by mail',
  params,
  idempotencyKey: true,
  body: z.strictObject({ clientId: clientIdSchema, note: noteSchema }),
  answer: { status: 200, description: 'The claim as it is now', body: opsClaimOut },
  refusals: {
    404: 'There is no such claim, or no such client',
    409: 'The claim has a client, is not open, or the same partner has claimed this client',
  },
});

export const makeClaimForPartner = endpoint({
  operationId: 'makeClaimForPartner',
  method: 'POST',
  path: '/ops/partners/{partnerId}/claims',
  access: 'operations',
  summary: 'Makes a claim for a partner who asked for it; the client is asked by mail',
  params: z.strictObject({ partnerId: partnerIdSchema }),
  idempotencyKey: true,
  body: z.strictObject({ clientId: clientIdSchema, note: noteSchema }),
  answer: { status: 201, description: 'The claim', body: opsClaimOut },
  refusals: {
    404: 'There is no such partner',
    409: 'The claim cannot be made: the client is credited to the partner, was claimed, or has denied it lately',
    429: "Too many of the partner's claims are open or were refused lately",
  },
});
