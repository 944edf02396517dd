/** What a partner has earned, what comes next, and why a cent is not paid yet. */
import * as z from 'zod';
import { HOLD_REASONS } from '../../domain/hold-reason.ts';
import { CLIENT_STANDINGS } from '../../domain/why/client-standing.ts';
import { ASIDE_CODES, REASON_CODES } from '../../domain/why/reason.ts';
import { clientIdSchema } from '../values.ts';
import { centsOut, dayOut, pageOf, pageQuery, weekOut } from './api-values.ts';
import { endpoint } from './endpoint.ts';

const holdReason = z.enum(HOLD_REASONS);

export const reasonOut = z
  .object({
    code: z.enum(REASON_CODES),
    amountCents: centsOut.meta({ description: 'Negative for what refunds and corrections took away' }),
    sentence: z.string().meta({
      example:
        'Acme has been a client for 47 days; its $39.50 is earned on 2026-12-29 and paid on Friday 2027-01-08 if your balance then reaches $100.00.',
    }),
    action: z.string().optional().meta({ description: 'What you can do; absent when only time helps' }),
    expectedOn: dayOut.optional().meta({ description: 'The Friday that pays it, as known today' }),
    earnedOn: dayOut.optional(),
    also: z.array(holdReason).meta({ description: 'What else will hold it back on that Friday' }),
    weekEnding: weekOut.optional().meta({ description: 'The week that it is filed in, before its run' }),
    payout: weekOut.optional().meta({ description: 'The payout that it is in, sent and not paid' }),
  })
  .meta({ id: 'Reason', description: 'Why some cents are not paid: each cent has one reason' });

export const asideOut = z
  .object({
    standing: z.enum(['void', 'held']),
    code: z.enum(ASIDE_CODES).optional(),
    statedCents: centsOut.meta({ description: 'What it would bring; counted nowhere' }),
    sentence: z.string(),
    action: z.string().optional(),
  })
  .meta({ id: 'Aside', description: 'Commissions that do not count: void, or held until operations decide' });

const nextPayoutOut = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('expected'), on: dayOut, amountCents: centsOut }),
    z.object({
      kind: z.literal('held'),
      reasons: z.array(z.object({ code: holdReason, sentence: z.string(), action: z.string().optional() })),
    }),
  ])
  .meta({ id: 'NextPayout', description: 'The day and the amount, or every reason why there is none in sight' });

const totals = {
  balanceCents: centsOut.meta({ description: 'Earned by today and neither paid nor in a payout' }),
  inFlightCents: centsOut.meta({ description: 'Sent and not yet paid' }),
  withOperationsCents: centsOut.meta({ description: 'In payouts that operations decide about' }),
  maturingCents: centsOut.meta({ description: 'Earned on days to come' }),
  paidCents: centsOut.meta({ description: 'Paid in all, with what operations wrote off after it came back' }),
};

export const getEarnings = endpoint({
  operationId: 'getEarnings',
  method: 'GET',
  path: '/me/earnings',
  access: 'partner',
  summary: 'The balance, what comes next, and the weeks behind and ahead',
  answer: {
    status: 200,
    description: 'As of today',
    body: z.object({
      today: dayOut,
      ...totals,
      earnedThisWeekCents: centsOut.meta({ description: 'Earned from Sunday to today' }),
      nextPayout: nextPayoutOut,
      maturing: z
        .array(z.object({ weekEnding: weekOut, friday: dayOut, cents: centsOut }))
        .meta({ description: 'What is still to be earned, week by week' }),
      weeks: z
        .array(z.object({ weekEnding: weekOut, earnedCents: centsOut, aheadCents: centsOut, paidCents: centsOut }))
        .meta({
          description: 'The last 52 weeks and those ahead, for a chart; payouts stand in the week that they pay',
        }),
    }),
  },
});

const whyOut = {
  unpaidCents: centsOut.meta({ description: 'Earned and unearned, less paid: the sum of the reasons' }),
  reasons: z.array(reasonOut),
  asides: z.array(asideOut),
};

export const getWhy = endpoint({
  operationId: 'getWhy',
  method: 'GET',
  path: '/me/why',
  access: 'partner',
  summary: 'Why you were not paid: for every unpaid cent one reason, and what you can do',
  answer: { status: 200, description: 'As of today', body: z.object({ today: dayOut, ...whyOut }) },
});

const standingOut = z.object({
  code: z.enum(CLIENT_STANDINGS),
  sentence: z.string(),
  maturesOn: dayOut.optional(),
});

export const clientOut = z
  .object({
    clientId: z.string(),
    name: z.string().meta({ description: "The owner's name; the id where it is not known" }),
    since: dayOut.optional().meta({ description: 'The day of the first purchase' }),
    standing: standingOut,
    countedCents: centsOut.meta({ description: 'All that counts: earned and to be earned' }),
    voidCents: centsOut,
    heldCents: centsOut,
    entries: z.int(),
  })
  .meta({ id: 'ReferredClient' });

export const listClients = endpoint({
  operationId: 'listClients',
  method: 'GET',
  path: '/me/clients',
  access: 'partner',
  summary: 'Referred clients, each with how it stands',
  description: 'A page may be shorter than asked for when a filter lets little through: go on while there is a `next`.',
  query: z.strictObject({ ...pageQuery, standing: z.enum(CLIENT_STANDINGS).optional() }),
  answer: { status: 200, description: 'A page of clients, in the order of their ids', body: pageOf(clientOut) },
});

export const getClientWhy = endpoint({
  operationId: 'getClientWhy',
  method: 'GET',
  path: '/me/clients/{clientId}/why',
  access: 'partner',
  summary: 'Why you were not paid for the account that you referred',
  params: z.strictObject({ clientId: clientIdSchema }),
  answer: {
    status: 200,
    description: 'As of today',
    body: z.object({ today: dayOut, client: clientOut, paidCents: centsOut, ...whyOut }),
  },
  refusals: { 404: 'No client of yours has this id' },
});
