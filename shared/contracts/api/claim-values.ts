/** Single values of claims, for partners' and operations' endpoints. */
import * as z from 'zod';
import { CLAIM_STATES, UNMATCHED } from '../../domain/claim.ts';
import { dayOut, instantOut } from './api-values.ts';

export const claimIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be the id of a claim')
  .meta({ examples: ['pVJq0m1nq7nC3bQb0m8X2w'] });

export const namedOut = z.object({ by: z.enum(['email', 'domain', 'client-id']), value: z.string() });

export const opsClaimOut = z
  .object({
    claimId: z.string(),
    partnerId: z.string(),
    partnerName: z.string().optional(),
    named: namedOut,
    note: z.string().optional().meta({ description: "The claimant's words" }),
    state: z.enum(CLAIM_STATES),
    unmatched: z.enum(UNMATCHED).optional().meta({
      description: 'Why nobody is asked; the claimant is not told',
    }),
    clientId: z.string().optional(),
    madeOn: dayOut,
    reachesFrom: dayOut,
    expiresOn: dayOut,
    endedOn: dayOut.optional(),
    decision: z
      .object({
        answer: z.enum(['confirm', 'deny']),
        by: z.object({ kind: z.enum(['link', 'staff']), id: z.string() }),
        at: instantOut,
        heardFrom: z.string().optional(),
        heardOn: dayOut.optional(),
        note: z.string().optional(),
      })
      .optional(),
  })
  .meta({ id: 'ClaimForOperations' });
