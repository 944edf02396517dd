/** Claims: a partner says that they referred a client, and follows what the client says to it. */
import * as z from 'zod';
import { SHOWN_CLAIM_STATES } from '../../domain/claim.ts';
import { clientIdSchema, domainSchema, emailSchema } from '../values.ts';
import { dayOut, pageOf, pageQuery } from './api-values.ts';
import { namedOut } from './claim-values.ts';
import { endpoint } from './endpoint.ts';

const noteSchema = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .meta({
    description: 'What you say about it; operations see it, the client does not',
    examples: ['We met at a fair'],
  });

const claimIn = z
  .strictObject({
    email: emailSchema.optional(),
    domain: domainSchema.optional(),
    clientId: clientIdSchema.optional(),
    note: noteSchema.optional(),
  })
  .refine(({ note: _, ...named }) => Object.values(named).filter((each) => each !== undefined).length === 1, {
    message: 'must have exactly one of email, domain and clientId',
  });

export const claimOut = z
  .object({
    claimId: z.string(),
    named: namedOut.meta({ description: 'The client, as you named them' }),
    note: z.string().optional(),
    madeOn: dayOut,
    reachesFrom: dayOut.meta({ description: 'Once it is confirmed: the first day of payments that are yours' }),
    state: z.enum(SHOWN_CLAIM_STATES).meta({
      description: '`open`: an answer is waited for, if there is such an account. `refused`: your own account',
    }),
    sentence: z.string(),
    expiresOn: dayOut.optional(),
    endedOn: dayOut.optional(),
    clientId: z.string().optional().meta({ description: 'Once it is confirmed: where to see what the client earns' }),
    repeatableOn: dayOut.optional().meta({ description: 'The first day on which a denied claim may be made again' }),
  })
  .meta({ id: 'Claim' });

export const makeClaim = endpoint({
  operationId: 'makeClaim',
  method: 'POST',
  path: '/me/claims',
  access: 'partner',
  summary: "You are not shown as a client's referrer: claim the client",
  description:
    "By the account's e-mail, the business domain of that e-mail, or the account's id. The client is asked by mail and says yes or no. The answer here is the same whether there is such an account or not.",
  idempotencyKey: true,
  body: claimIn,
  answer: { status: 201, description: 'The claim', body: claimOut },
  refusals: {
    409: 'You have an open claim to this client, they denied it less than 30 days ago, or they are credited to you already',
    422: 'The domain is one where anybody may have a mailbox',
    429: 'Too many claims are open or were refused lately',
  },
});

export const listClaims = endpoint({
  operationId: 'listClaims',
  method: 'GET',
  path: '/me/claims',
  access: 'partner',
  summary: 'Your claims, the latest first',
  query: z.strictObject(pageQuery),
  answer: { status: 200, description: 'A page of claims', body: pageOf(claimOut) },
});
