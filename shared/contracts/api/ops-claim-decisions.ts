/** Operations: claims decided for the client, and decisions taken back. */
import * as z from 'zod';
import { localDaySchema, nameSchema } from '../values.ts';
import { noteSchema } from './api-values.ts';
import { claimIdSchema, opsClaimOut } from './claim-values.ts';
import { endpoint } from './endpoint.ts';

const params = z.strictObject({ claimId: claimIdSchema });
const NO_CLAIM = 'There is no such claim, or nobody knows which client it means';

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
    422: 'The day on which the client was heard is before the claim, or still to come',
  },
});
