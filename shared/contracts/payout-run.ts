/** Inputs and outputs of the weekly workflow's steps, used at both ends. Small, readable, nothing personal: operations read them. */
import * as z from 'zod';
import type { Cents } from '../domain/money/cents.ts';
import { weekEndingSchema } from './values.ts';

const centsSchema = z.int().transform((amount) => amount as Cents);
const groupSchema = z.number().int().min(0).max(63);
const attemptSchema = z.number().int().min(1);

/** Who decided on a held run, by their id in the user pool, and why. */
export const runDecisionSchema = z.strictObject({ by: z.string().min(1).max(64), note: z.string().min(1).max(500) });
export type RunDecision = z.infer<typeof runDecisionSchema>;

/** Why may name somebody: from the API it is a note in the ledger, kept under the execution's name. In the console it is written here. */
const orderedDecisionSchema = z.union([
  runDecisionSchema,
  z.strictObject({ by: runDecisionSchema.shape.by, noteKeptAs: z.string().min(1).max(80) }),
]);
export type OrderedDecision = z.infer<typeof orderedDecisionSchema>;

/** From the rule: the scheduled time. By hand: a week ending, and for a held run its release or refusal. */
export const executionInputSchema = z.union([
  z.strictObject({ scheduledTime: z.iso.datetime({ offset: true }) }),
  z.strictObject({
    weekEnding: weekEndingSchema,
    release: orderedDecisionSchema.optional(),
    refuse: orderedDecisionSchema.optional(),
  }),
]);
export type ExecutionInput = z.infer<typeof executionInputSchema>;

export const openRunInputSchema = z.object({ input: executionInputSchema, executionArn: z.string().min(1) });

const runRef = { weekEnding: weekEndingSchema, attempt: attemptSchema };
export const runRefSchema = z.object(runRef);
export type RunRef = z.infer<typeof runRefSchema>;

/** `requested` is the week that was asked for: an unfinished older run is finished first, then that one follows. */
export const openRunOutputSchema = z.object({
  action: z.enum(['plan', 'queue', 'refuse', 'already-running', 'wait-for-older-run', 'nothing-to-do']),
  ...runRef,
  groups: z.array(groupSchema),
  requested: z.object({ weekEnding: weekEndingSchema }),
  why: z.string(),
});
export type OpenRunOutput = z.infer<typeof openRunOutputSchema>;

export const planBucketsInputSchema = z.object({ ...runRef, group: groupSchema });
export const groupTotalsSchema = z.object({
  group: groupSchema,
  manifests: z.number().int(),
  partners: z.number().int(),
  payouts: z.number().int(),
  payoutCents: centsSchema,
  carriedCents: centsSchema,
  largestPayoutCents: centsSchema,
});
export type GroupTotals = z.infer<typeof groupTotalsSchema>;
/** What stands in for a group that failed after its retries: the others are paid, this one by the next attempt. */
export const failedGroupSchema = z.object({ group: groupSchema, failed: z.literal(true) });

export const guardRunInputSchema = z.object({
  ...runRef,
  planned: z.array(z.union([groupTotalsSchema, failedGroupSchema])),
});
export const capBreachSchema = z.object({ cap: z.string(), limitCents: centsSchema, actualCents: centsSchema });
export const guardRunOutputSchema = z.object({
  verdict: z.enum(['within-caps', 'over-caps']),
  payouts: z.number().int(),
  payoutCents: centsSchema,
  carriedCents: centsSchema,
  failedGroups: z.array(groupSchema),
  breaches: z.array(capBreachSchema),
});
export type GuardRunOutput = z.infer<typeof guardRunOutputSchema>;

/** `round` counts the looks at PayPal; the wait grows with it. */
export const settlementStateSchema = z.object({
  outcome: z.enum(['open', 'settled', 'deadline']),
  round: z.number().int().min(0),
  waitSeconds: z.number().int().min(1),
  batches: z.number().int(),
  openBatches: z.number().int(),
  parkedBatches: z.number().int(),
});
export type SettlementState = z.infer<typeof settlementStateSchema>;

export const reconcileRunInputSchema = z.object({ ...runRef, settlement: settlementStateSchema });

export const closeRunInputSchema = z.object({ ...runRef, requested: z.object({ weekEnding: weekEndingSchema }) });
export const closeRunOutputSchema = z.object({
  next: z.enum(['done', 'next-run']),
  state: z.enum(['closed', 'refused']),
  payouts: z.number().int(),
  payoutCents: centsSchema,
  paidCents: centsSchema,
  backCents: centsSchema,
  openCents: centsSchema,
  books: z.object({ partners: z.int(), differenceCents: centsSchema, problems: z.int() }).optional(),
});
export type CloseRunOutput = z.infer<typeof closeRunOutputSchema>;
