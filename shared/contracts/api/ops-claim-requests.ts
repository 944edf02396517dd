/** Operations: claims made for a partner, and the client found whom a claim means. */
import * as z from 'zod';
import { clientIdSchema, partnerIdSchema } from '../values.ts';
import { noteSchema } from './api-values.ts';
import { claimIdSchema, opsClaimOut } from './claim-values.ts';
import { endpoint } from './endpoint.ts';

const params = z.strictObject({ claimId: claimIdSchema });

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
