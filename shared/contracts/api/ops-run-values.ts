/** What operations are shown of runs: their totals, batches, payouts and executions. */
import * as z from 'zod';
import { HOLD_REASONS } from '../../domain/hold-reason.ts';
import { PAYOUT_STATES, type PayoutState } from '../../domain/payout-state.ts';
import { EXECUTION_STATUSES } from '../../ports/executions.ts';
import { weekEndingSchema } from '../values.ts';
import { centsOut, dayOut, instantOut, weekOut } from './api-values.ts';

export const weekParams = z.strictObject({
  weekEnding: weekEndingSchema.meta({ description: 'The Saturday that ends the week', examples: ['2026-11-14'] }),
});

const count = z.int();
export const runStateOut = z.enum(['planning', 'held', 'settling', 'closed', 'refused']).meta({
  description:
    '`settling`: past the guard, its batches may be sent. `held`: over a cap, until it is released or refused. `closed` and `refused` are over',
});
export const payoutStateSchema = z.enum(PAYOUT_STATES as readonly [PayoutState, ...PayoutState[]]);
export const holdReasonOut = z.enum(HOLD_REASONS);
export const receiverOut = z.string().meta({ description: 'Masked', examples: ['m…@payee.example'] });

export const breachOut = z.object({
  cap: z.string().meta({ description: '`max-run`, `max-partner` or `jump`', examples: ['max-run'] }),
  limitCents: centsOut,
  actualCents: centsOut,
});

export const runOut = z
  .object({
    weekEnding: weekOut,
    friday: dayOut,
    state: runStateOut,
    attempt: count.meta({ description: 'How many executions have worked on it' }),
    openedAt: instantOut,
    heldSince: instantOut.optional().meta({ description: 'Only of a held run' }),
    planned: z
      .object({ payouts: count, payoutCents: centsOut, carriedCents: centsOut })
      .optional()
      .meta({ description: 'The totals that the guard saw; absent until it did' }),
    breaches: z.array(breachOut).meta({ description: 'The caps that it is over' }),
    failedGroups: z.array(count).meta({ description: 'Groups of buckets that could not be planned yet' }),
    report: z
      .object({
        payouts: count,
        payoutCents: centsOut,
        paidCents: centsOut,
        backCents: centsOut,
        openCents: centsOut,
        books: z.object({ partners: count, differenceCents: centsOut, problems: count }).optional().meta({
          description: 'What the audit found as the run was closed: right when difference and problems are 0',
        }),
      })
      .optional()
      .meta({ description: 'What became of the payouts; absent until the run is over' }),
  })
  .meta({ id: 'Run' });

const groupOut = z
  .object({
    group: count,
    manifests: count,
    partners: count,
    payouts: count,
    payoutCents: centsOut,
    carriedCents: centsOut,
    failed: z.boolean(),
  })
  .meta({ id: 'RunGroup' });

const batchOut = z
  .object({
    manifest: z.string().meta({ examples: ['g00-0001'] }),
    generation: count.meta({ description: 'From 1; a new one leaves out what PayPal would not take' }),
    state: z.enum(['frozen', 'sending', 'accepted', 'settled', 'parked', 'superseded', 'refused']),
    items: count,
    totalCents: centsOut,
    paidCents: centsOut.optional(),
    backCents: centsOut.optional(),
    openItems: count.optional().meta({ description: 'Neither paid nor back at the last look at PayPal' }),
    attempts: count,
    lastOutcome: z.string().optional().meta({ description: "The last answer in a word, or PayPal's error name" }),
    excludedItems: count,
    excluded: z
      .array(z.object({ partnerId: z.string(), issue: z.string() }))
      .meta({ description: 'Payouts that PayPal would not take: the first fifty' }),
    senderBatchId: z.string(),
    payoutBatchId: z.string().optional().meta({ description: "PayPal's id of the batch" }),
  })
  .meta({ id: 'RunBatch' });

export const executionOut = z
  .object({
    name: z.string(),
    status: z.enum(EXECUTION_STATUSES),
    startedAt: instantOut,
    stoppedAt: instantOut.optional(),
    error: z.string().optional(),
    cause: z.string().optional(),
    decision: z.enum(['release', 'refusal']).optional().meta({ description: 'What it was started to do' }),
  })
  .meta({ id: 'Execution' });

export const runInFullOut = runOut
  .extend({
    foldsAfter: weekOut.meta({ description: 'The run reads every week after this one, up to its own' }),
    deadlineAt: instantOut.meta({ description: 'What PayPal has not decided by then is left to the daily look' }),
    groups: z.array(groupOut),
    batches: z.array(batchOut),
    decisions: z.array(
      z.object({
        kind: z.enum(['release', 'refusal']),
        by: z.string().meta({ description: "The person's id in the user pool, or `program`" }),
        note: z.string(),
        at: instantOut.optional(),
      }),
    ),
    executions: z.array(executionOut).meta({
      description: 'Those that were about this run, the latest first; Step Functions remembers them for 90 days',
    }),
  })
  .meta({ id: 'RunInFull' });
export type RunInFullOut = z.input<typeof runInFullOut>;

export const runItemOut = z
  .object({
    partnerId: z.string(),
    manifest: z.string().meta({ examples: ['g00-0001'] }),
    amountCents: centsOut,
    receiver: receiverOut,
    state: payoutStateSchema,
    error: z.string().optional().meta({ description: "PayPal's error name" }),
    payoutItemId: z.string().optional().meta({ description: "PayPal's id of the transfer" }),
  })
  .meta({ id: 'RunItem' });

const stepOut = z
  .object({
    state: z.string().meta({ examples: ['PlanBuckets'] }),
    type: z.string().meta({ examples: ['Task'] }),
    iteration: count.optional().meta({ description: 'Within a Map: which of its iterations, from 0' }),
    enteredAt: instantOut,
    exitedAt: instantOut.optional().meta({ description: 'Absent while it is there, and where it ended' }),
    durationMs: count.optional(),
    retries: count,
    failed: z
      .literal(true)
      .optional()
      .meta({ description: 'Its last try failed; if it was left, the workflow went its way for errors' }),
    error: z.string().optional().meta({ description: 'Of the last try that failed' }),
    cause: z.string().optional(),
  })
  .meta({ id: 'ExecutionStep' });

export const tracedExecutionOut = executionOut
  .extend({
    weekEnding: weekOut,
    reached: z.string().optional().meta({ description: 'The state that was entered last' }),
    steps: z.array(stepOut).meta({ description: 'Stays in states, in the order in which they were entered' }),
    stepsLeftOut: count.meta({ description: 'Earlier ones that are not listed' }),
  })
  .meta({ id: 'TracedExecution' });

export const workflowOut = z
  .object({
    startAt: z.string(),
    states: z.array(
      z.object({
        name: z.string(),
        type: z.string(),
        comment: z.string().optional(),
        within: z.string().optional().meta({ description: 'The Map whose iterations it belongs to' }),
        transitions: z.array(
          z.object({
            to: z.string(),
            when: z.string().optional().meta({ description: 'Where there are several ways' }),
          }),
        ),
        isEnd: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Workflow' });
