/** A partner's payouts: one a week at most, each with the entries that it pays. */
import * as z from 'zod';
import { PAYOUT_STATES, type PayoutState } from '../../domain/payout-state.ts';
import { weekEndingSchema } from '../values.ts';
import { centsOut, dayOut, pageOf, pageQuery, weekOut } from './api-values.ts';
import { endpoint } from './endpoint.ts';
import { entryOut } from './entries.ts';

export const payoutOut = z
  .object({
    weekEnding: weekOut.meta({ description: 'The run that planned it: its name, and the id of this payout' }),
    friday: dayOut.meta({ description: 'The Friday of that run' }),
    amountCents: centsOut,
    state: z
      .enum(PAYOUT_STATES as readonly [PayoutState, ...PayoutState[]])
      .meta({ description: "PayPal's word, or planned" }),
    place: z.enum(['in-flight', 'paid', 'back', 'with-operations']).meta({ description: 'Where the money is' }),
    receiver: z.string().meta({ description: 'The PayPal address it went to, masked', example: 'm…@payee.example' }),
    payPalItemId: z.string().optional().meta({ description: "PayPal's id of the transfer" }),
    error: z.string().optional().meta({ description: "PayPal's word for what went wrong" }),
    sentence: z.string().meta({ description: 'The same in plain words' }),
  })
  .meta({ id: 'Payout' });
export type PayoutOut = z.output<typeof payoutOut>;

const params = z.strictObject({ weekEnding: weekEndingSchema });
const NO_PAYOUT = 'There was no payout of yours in that week';

export const listPayouts = endpoint({
  operationId: 'listPayouts',
  method: 'GET',
  path: '/me/payouts',
  access: 'partner',
  summary: 'Payouts, the latest first',
  description: 'A page may be shorter than asked for when a filter lets little through: go on while there is a `next`.',
  query: z.strictObject({
    ...pageQuery,
    place: z.enum(['in-flight', 'paid', 'back', 'with-operations']).optional(),
  }),
  answer: { status: 200, description: 'A page of payouts', body: pageOf(payoutOut) },
});

export const getPayout = endpoint({
  operationId: 'getPayout',
  method: 'GET',
  path: '/me/payouts/{weekEnding}',
  access: 'partner',
  summary: 'One payout with the entries that it pays',
  description:
    'All that was earned after the payout before it, up to its week ending: the entries of all pages add up to its amount.',
  params,
  query: z.strictObject(pageQuery),
  answer: {
    status: 200,
    description: 'The payout and a page of its entries',
    body: z.object({
      payout: payoutOut,
      after: weekOut.optional().meta({ description: 'The week ending of the payout before it' }),
      entries: pageOf(entryOut),
    }),
  },
  refusals: { 404: NO_PAYOUT },
});

export const getPayoutStatement = endpoint({
  operationId: 'getPayoutStatement',
  method: 'GET',
  path: '/me/payouts/{weekEnding}/statement',
  access: 'partner',
  summary: 'The statement of one payout, to print or to keep',
  params,
  answer: { status: 200, description: 'A document of a page or a few', contentType: 'application/pdf' },
  refusals: { 404: NO_PAYOUT },
});

export const getYearlyStatement = endpoint({
  operationId: 'getYearlyStatement',
  method: 'GET',
  path: '/me/statements/{file}',
  access: 'partner',
  summary: 'Everything that was earned and paid in a calendar year, as a table',
  description:
    'A line each entry by its earned day and each payout by its Friday. Text that a spreadsheet would take for a formula begins with an apostrophe.',
  params: z.strictObject({
    file: z
      .string()
      .regex(/^(19|20|21)\d\d\.csv$/, 'must be a year and .csv, such as 2026.csv')
      .meta({ description: 'The year and `.csv`', example: '2026.csv' }),
  }),
  answer: {
    status: 200,
    description: 'Comma-separated values with a header line',
    contentType: 'text/csv; charset=utf-8',
  },
  refusals: { 422: 'The year has more entries than one file holds: page through `/me/entries`' },
});
