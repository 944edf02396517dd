/** Operations start runs and decide on held ones; before that they look at what would be paid. */
import * as z from 'zod';
import { weekEndingSchema } from '../values.ts';
import { centsOut, dayOut, instantOut, noteSchema, weekOut } from './api-values.ts';
import { endpoint } from './endpoint.ts';
import { breachOut, holdReasonOut, receiverOut, runStateOut, weekParams } from './ops-run-values.ts';

const NO_RUN = 'There is no run of this week';
const count = z.int();

const startedOut = z
  .object({
    executionName: z.string().meta({ examples: ['by-hand-0a1b2c'] }),
    weekEnding: weekOut,
  })
  .meta({ id: 'StartedExecution' });
const started = {
  status: 202,
  description: 'An execution of the workflow was started; how it goes is read from the run',
  body: startedOut,
} as const;
const decision = z.strictObject({ note: noteSchema });

export const startRun = endpoint({
  operationId: 'startRun',
  method: 'POST',
  path: '/ops/runs',
  access: 'finance',
  summary: 'Starts the run of a week by hand',
  description:
    'For a Friday that did not start by itself. An older run that was interrupted is finished first, in the same execution.',
  idempotencyKey: true,
  body: z.strictObject({
    weekEnding: weekEndingSchema.meta({ description: 'The Saturday that ends the week', examples: ['2026-11-14'] }),
    note: noteSchema,
  }),
  answer: started,
  refusals: {
    409: 'Its Friday has not come, it is over, there is a run of it already, or an older run is held and waits for a decision',
  },
});

export const retryRun = endpoint({
  operationId: 'retryRun',
  method: 'POST',
  path: '/ops/runs/{weekEnding}/retry',
  access: 'finance',
  summary: 'Takes up a run whose execution ended before the run was over',
  description: 'Decided partners stay decided, and batches that were sent are not sent anew.',
  params: weekParams,
  idempotencyKey: true,
  body: decision,
  answer: started,
  refusals: { 404: NO_RUN, 409: 'It is over, an execution works on it, or it is held and waits for a decision' },
});

export const previewRelease = endpoint({
  operationId: 'previewRelease',
  method: 'GET',
  path: '/ops/runs/{weekEnding}/release',
  access: 'operations',
  summary: 'What the release of a held run would pay',
  description:
    'Receivers and amounts were frozen when the run planned, and a release pays them as they are: also partners who went on hold since, froze their payouts or changed their address, to the address that was frozen. Who they are stands in `changed`. A refusal instead puts every amount back on its balance, and the next run decides anew.',
  params: weekParams,
  answer: {
    status: 200,
    description: 'What it would pay',
    body: z
      .object({
        weekEnding: weekOut,
        heldSince: instantOut.optional(),
        payouts: count,
        payoutCents: centsOut,
        breaches: z.array(breachOut),
        changed: z.object({
          partners: count,
          cents: centsOut,
          largest: z
            .array(
              z.object({
                partnerId: z.string(),
                payoutCents: centsOut,
                reasons: z.array(holdReasonOut).meta({ description: 'Why a run would not pay them today' }),
                addressChanged: z.boolean(),
              }),
            )
            .meta({ description: 'The fifty largest amounts' }),
        }),
      })
      .meta({ id: 'ReleasePreview' }),
  },
  refusals: { 404: NO_RUN, 409: 'It is not held' },
});

export const releaseRun = endpoint({
  operationId: 'releaseRun',
  method: 'POST',
  path: '/ops/runs/{weekEnding}/release',
  access: 'finance',
  summary: 'Releases a held run: it is paid as it was frozen',
  description: 'By another person than the one who changed the caps last.',
  params: weekParams,
  idempotencyKey: true,
  body: decision,
  answer: started,
  refusals: { 404: NO_RUN, 409: 'It is not held, or the caller changed the caps last' },
});

export const refuseRun = endpoint({
  operationId: 'refuseRun',
  method: 'POST',
  path: '/ops/runs/{weekEnding}/refusal',
  access: 'finance',
  summary: 'Refuses a held run: every amount goes back on its balance',
  params: weekParams,
  idempotencyKey: true,
  body: decision,
  answer: started,
  refusals: { 404: NO_RUN, 409: 'It is not held' },
});

const payoutOut = z.object({ partnerId: z.string(), payoutCents: centsOut, receiver: receiverOut });
const listOf = <Item extends z.ZodType>(item: Item, most: number) =>
  z.object({
    count: count.meta({ description: 'All of them' }),
    cents: centsOut.meta({ description: 'Of all of them' }),
    largest: z.array(item).meta({ description: `The ${most} largest` }),
  });

export const previewNextRun = endpoint({
  operationId: 'previewNextRun',
  method: 'GET',
  path: '/ops/preview',
  access: 'operations',
  summary: "What next Friday's run would pay if it ran now",
  description:
    'A dry run: it reads and decides as the run does, and writes nothing. What is earned or changed until Friday is not in it. Takes seconds for a large program.',
  answer: {
    status: 200,
    description: 'The dry run, and what is new about it against the last run',
    body: z
      .object({
        weekEnding: weekOut,
        friday: dayOut,
        partners: count.meta({ description: 'Who have something coming or carried' }),
        payouts: count,
        payoutCents: centsOut,
        carriedCents: centsOut,
        carried: z
          .array(z.object({ reason: holdReasonOut, partners: count, cents: centsOut }))
          .meta({ description: 'A partner who is carried for two reasons counts with both' }),
        breaches: z.array(breachOut).meta({ description: 'Caps that would hold the run' }),
        unfinished: z.object({ weekEnding: weekOut, state: runStateOut }).optional().meta({
          description:
            'An older run that is not over. A held one counts as refused here, as the next run would refuse it; any other is finished first, and what it still decides is not in this preview',
        }),
        comparison: z.object({
          lastRun: z
            .object({ weekEnding: weekOut, payouts: count, payoutCents: centsOut })
            .optional()
            .meta({ description: 'The last run that paid' }),
          newReceivers: listOf(payoutOut, 50).meta({ description: 'Partners whom nothing was ever paid' }),
          changedAddresses: listOf(payoutOut.extend({ before: receiverOut }), 50).meta({
            description: 'Partners whose last payout went to another address',
          }),
          changes: listOf(z.object({ partnerId: z.string(), beforeCents: centsOut, nowCents: centsOut }), 20).meta({
            description: 'Against the last run, also those whom only one of the two pays; by the difference',
          }),
          largeShares: listOf(payoutOut, 50).meta({ description: 'Payouts that are a tenth of the run or more' }),
        }),
      })
      .meta({ id: 'RunPreview' }),
  },
});
