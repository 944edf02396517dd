/** A partner's entries: each commission and adjustment, with what became of it. */
import * as z from 'zod';
import { weekEndingOf } from '../../domain/calendar/week.ts';
import { clientIdSchema, localDaySchema } from '../values.ts';
import { centsOut, dayOut, pageOf, pageQuery, weekOut } from './api-values.ts';
import { endpoint } from './endpoint.ts';

export const entryOut = z
  .object({
    weekEnding: weekOut.meta({ description: 'The week in which it is filed: paid with it, or after it' }),
    earnedOn: dayOut.meta({ description: 'The day from which it counts' }),
    kind: z.enum(['commission', 'adjustment']),
    cents: centsOut.meta({ description: 'What goes into the balance; 0 for what is void or held' }),
    statedCents: centsOut.meta({ description: 'What it brings while it counts' }),
    standing: z.enum(['counts', 'void', 'held']),
    reason: z
      .enum([
        'self-referral',
        'self-referral-review',
        'cancelled-before-maturity',
        'referrer-corrected',
        'refund',
        'chargeback',
        'chargeback-reversed',
        'operations',
      ])
      .optional()
      .meta({ description: 'Why it is void or held, or what it adjusts for' }),
    place: z
      .enum(['maturing', 'earned', 'on-balance', 'in-flight', 'paid', 'with-operations'])
      .meta({ description: 'Where its money is' }),
    payout: weekOut.optional().meta({ description: 'The payout that it went into' }),
    clientId: z.string().optional(),
    clientName: z.string().optional(),
    paymentId: z.string().optional(),
    adjustmentId: z.string().optional(),
    note: z.string().optional().meta({ description: 'What operations wrote to an adjustment of theirs' }),
  })
  .meta({ id: 'Entry', description: 'What one line of a payment brings in one week' });
export type EntryOut = z.output<typeof entryOut>;

/** Nobody has to look up a Saturday: each day names its week. */
const weekOfDay = localDaySchema.transform(weekEndingOf).meta({ type: 'string', format: 'date' });

export const listEntries = endpoint({
  operationId: 'listEntries',
  method: 'GET',
  path: '/me/entries',
  access: 'partner',
  summary: 'Commissions and adjustments, the latest week first',
  description:
    'A page may be shorter than asked for, even empty, when a filter lets little through: go on while there is a `next`.',
  query: z.strictObject({
    ...pageQuery,
    from: weekOfDay.optional().meta({ description: 'A day in the earliest week', examples: ['2026-11-01'] }),
    to: weekOfDay.optional().meta({ description: 'A day in the latest week', examples: ['2026-11-20'] }),
    clientId: clientIdSchema.optional(),
    kind: z.enum(['commission', 'adjustment']).optional(),
    standing: z.enum(['counts', 'void', 'held']).optional(),
  }),
  answer: { status: 200, description: 'A page of entries', body: pageOf(entryOut) },
});
