/** Operations: the program's settings. */
import * as z from 'zod';
import { storedSettingsSchema } from '../program-settings.ts';
import { centsOut, noteSchema } from './api-values.ts';
import { endpoint } from './endpoint.ts';

export const settingsOut = z
  .object({
    timeZone: z.string(),
    currency: z.string(),
    rateBasisPoints: z.int(),
    maturityDays: z.int(),
    thresholdCents: centsOut,
    coolingDownDays: z.int(),
    referralListDays: z
      .int()
      .meta({ description: 'For so long after a referral list names an e-mail, its sign-up is credited to the list' }),
    adjustmentLimitCents: centsOut,
    claimOpenDays: z.int().meta({ description: 'So long the client may answer a claim' }),
    claimReachDays: z.int().meta({ description: 'So far back of its day a claim reaches' }),
    maxClaims: z.int().meta({ description: "A partner's claims that are open, or were refused in the last 30 days" }),
    deniedClaimsForReview: z.int().meta({ description: 'So many denied in 90 days put a partner on the review list' }),
    bucketGroups: z.int(),
    settleWithinHours: z.int(),
    caps: z.object({
      maxRunCents: centsOut,
      maxPartnerCents: centsOut,
      jumpFactor: z.number(),
      jumpFloorCents: centsOut,
    }),
  })
  .meta({ id: 'ProgramSettings' });

export const getProgramSettings = endpoint({
  operationId: 'getProgramSettings',
  method: 'GET',
  path: '/ops/settings',
  access: 'operations',
  summary: "The program's settings",
  etag: 'answers',
  answer: { status: 200, description: 'The settings, defaults among them', body: settingsOut },
});

export const changeProgramSettings = endpoint({
  operationId: 'changeProgramSettings',
  method: 'PATCH',
  path: '/ops/settings',
  access: 'finance',
  summary: 'Changes settings; what is left out stays',
  description:
    "A run keeps the settings that it was opened with. The program's rate and maturity are not among them: they are set before the program begins, since neither is dated. The cooling-down can only be made longer. Whoever changed the limit of adjustments last needs a second person for each of theirs.",
  etag: 'required',
  body: storedSettingsSchema.omit({ rateBasisPoints: true, maturityDays: true }).extend({ note: noteSchema }),
  answer: { status: 200, description: 'The settings as they are now', body: settingsOut },
  refusals: { 422: 'The cooling-down would become shorter' },
});
