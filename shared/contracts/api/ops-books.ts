/** Operations ask whether the books add up: each partner's account, and what one run made PayPal pay. */
import * as z from 'zod';
import { BOOK_PROBLEM_KINDS } from '../../domain/book-problem-kind.ts';
import { centsOut, cursorSchema, weekOut } from './api-values.ts';
import { endpoint } from './endpoint.ts';
import { weekParams } from './ops-run-values.ts';

/** Each partner is read from the first entry on: so many fit into the time of a call, whatever their history. */
export const MAX_BOOKS_PAGE = 25;

const problemOut = z
  .object({
    kind: z.enum(BOOK_PROBLEM_KINDS),
    about: z.string().meta({ description: "A partner's id, or a batch's where no partner can be named" }),
    detail: z.string(),
  })
  .meta({ id: 'BookProblem' });

const sums = {
  entriesCents: centsOut.meta({ description: 'All entries of the weeks that runs have folded' }),
  payoutsCents: centsOut.meta({ description: 'All payouts that did not come back' }),
  carriedCents: centsOut,
  differenceCents: centsOut.meta({
    description: 'Entries less payouts less what is carried: 0 when the books are right',
  }),
};

export const getBooks = endpoint({
  operationId: 'getBooks',
  method: 'GET',
  path: '/ops/books',
  access: 'operations',
  summary: 'Whether the books of partners add up, from every entry on',
  description:
    'Reads everything there is of each partner of the page: entries, payments, payouts, kept totals, the waiting list. Nothing is written. Go on while there is a `next`; without problems on any page the books are right.',
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(MAX_BOOKS_PAGE).default(10).meta({ description: 'How many partners' }),
    cursor: cursorSchema.optional().meta({ description: 'The `next` of the page before; opaque' }),
  }),
  answer: {
    status: 200,
    description: 'A page of partners, in the order of their ids',
    body: z.object({
      items: z.array(z.object({ partnerId: z.string(), ...sums })),
      total: z.object(sums).meta({ description: 'Of the partners of this page' }),
      problems: z.array(problemOut),
      next: z.string().optional(),
    }),
  },
});

export const getRunBooks = endpoint({
  operationId: 'getRunBooks',
  method: 'GET',
  path: '/ops/runs/{weekEnding}/books',
  access: 'operations',
  summary: "A run's manifests against its payouts, its batches and PayPal's items",
  description: 'Asks PayPal for each batch now. Nothing is written.',
  params: weekParams,
  answer: {
    status: 200,
    description: 'What was held against one another, and what is wrong',
    body: z.object({
      weekEnding: weekOut,
      partners: z.int().meta({ description: 'Whom the run pays' }),
      payPal: z.enum(['asked', 'unavailable', 'too-many-batches']).meta({
        description:
          '`unavailable`: PayPal did not answer for a batch. `too-many-batches`: more than a call has time for. In both cases only the ledger was read',
      }),
      payPalItems: z.int().meta({ description: "PayPal's items that were held against rows" }),
      problems: z.array(problemOut),
    }),
  },
  refusals: { 404: 'There is no run of this week' },
});
