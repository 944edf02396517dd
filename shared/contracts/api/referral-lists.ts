/** Referral lists: clients whom a partner announces before they sign up. The same for partners and, in their name, for operations. */
import * as z from 'zod';
import { ROW_OUTCOMES } from '../../domain/referral-list-row.ts';
import { LIST_STATES } from '../../ports/referral-lists.ts';
import { MAX_LIST_BYTES, MAX_LIST_ROWS, MAX_LISTS_A_DAY, referralListIdSchema } from '../referral-lists.ts';
import { partnerIdSchema } from '../values.ts';
import { dayOut, instantOut, pageOf, pageQuery } from './api-values.ts';
import { endpoint } from './endpoint.ts';

const outcome = z.enum(ROW_OUTCOMES).meta({
  description:
    '`new`: is credited to the partner when it signs up in time. `listed-already`: was listed before, the days count anew. `claim-instead`: is a client already, of another partner or of none. `already-yours`: is a client of this partner. `self-referral`: is the partner. `duplicate`: a row before it names the same mailbox. `invalid`: is no e-mail, or a name that cannot be one',
});
const counts = z.int().min(0);

const stageOut = z.object({
  done: counts.meta({ description: 'Rows that were worked on, of all rows of the list' }),
  outcomes: z.object(
    Object.fromEntries(ROW_OUTCOMES.map((each) => [each, counts])) as Record<(typeof ROW_OUTCOMES)[number], z.ZodInt>,
  ),
});

export const referralListOut = z
  .object({
    id: z.string().meta({ examples: ['vJ3kq0Zt8Yw1LxQm5RbC2A'] }),
    partnerId: z.string(),
    uploadedAt: instantOut,
    uploadedBy: z.enum(['partner', 'operations']),
    state: z.enum(LIST_STATES).meta({
      description:
        'A list is previewed by itself, and committed when it is asked for; `previewing` and `committing` pass',
    }),
    rows: counts,
    preview: stageOut.meta({ description: 'What a commit would do. Nothing is written by it' }),
    commit: stageOut.optional().meta({ description: 'What it did. Absent before it is asked for' }),
    committedOn: dayOut.optional().meta({ description: 'The day from which the listed e-mails count' }),
  })
  .meta({ id: 'ReferralList' });
export type ReferralListOut = z.input<typeof referralListOut>;

export const listRowOut = z
  .object({
    line: z.int().min(1).meta({ description: "Of the file, the header's line among them" }),
    email: z.string(),
    name: z.string().optional(),
    outcome,
    detail: z.string().optional().meta({
      description:
        "What is wrong with the row. `self-referral-review`: its name is the partner's; should it sign up, operations decide",
    }),
  })
  .meta({ id: 'ReferralListRow' });

const listId = { listId: referralListIdSchema };

/** The same endpoints under the partner's own paths and under a partner's of operations: one way to work on lists. */
function listEndpoints<
  const Access extends 'partner' | 'operations',
  const Ids extends Readonly<Record<'upload' | 'list' | 'get' | 'rows' | 'commit' | 'result', string>>,
  Params extends z.ZodRawShape,
>(access: Access, base: `/${string}`, ids: Ids, params: Params) {
  const ofAll = { access, ...(Object.keys(params).length > 0 && { params: z.strictObject(params) }) } as {
    readonly access: Access;
    readonly params: z.ZodObject<Params, z.core.$strict>;
  };
  const ofOne = { access, params: z.strictObject({ ...params, ...listId }) } as const;
  const one = `${base}/{listId}` as const;
  const refusals = { 404: 'There is no such list' } as const;
  return {
    upload: endpoint({
      ...ofAll,
      operationId: ids.upload,
      method: 'POST',
      path: base,
      summary: 'Takes a list of clients who have not signed up yet, and previews it',
      description: `CSV in UTF-8 with a header line: the column \`email\`, and \`name\` if there is one; others are ignored. Up to ${MAX_LIST_ROWS.toLocaleString('en')} rows, and ${MAX_LISTS_A_DAY} lists a partner within 24 hours. A row that is not as it should be refuses no other: the preview tells it. Nothing is credited before the list is committed.`,
      idempotencyKey: true,
      upload: { contentType: 'text/csv', maxBytes: MAX_LIST_BYTES },
      answer: { status: 201, description: 'The list; its preview is under way', body: referralListOut },
      refusals: {
        404: 'There is no such partner',
        422: 'The file is not as it should be: line, column and what would be right',
        429: `${MAX_LISTS_A_DAY} lists were taken within 24 hours`,
      },
    }),
    list: endpoint({
      ...ofAll,
      operationId: ids.list,
      method: 'GET',
      path: base,
      summary: 'Referral lists, the latest first',
      query: z.strictObject(pageQuery),
      answer: { status: 200, description: 'A page of lists', body: pageOf(referralListOut) },
    }),
    get: endpoint({
      ...ofOne,
      operationId: ids.get,
      method: 'GET',
      path: one,
      summary: 'One list: how far its preview or commit is, and how many rows have which outcome',
      answer: { status: 200, description: 'The list', body: referralListOut },
      refusals,
    }),
    rows: endpoint({
      ...ofOne,
      operationId: ids.rows,
      method: 'GET',
      path: `${one}/rows`,
      summary: 'The rows of a list and what becomes of each',
      description:
        'Of the commit once there is one, before it of the preview. A page may be shorter than asked for, even empty, when a filter lets little through: go on while there is a `next`.',
      query: z.strictObject({ ...pageQuery, outcome: outcome.optional() }),
      answer: { status: 200, description: 'A page of rows', body: pageOf(listRowOut) },
      refusals,
    }),
    commit: endpoint({
      ...ofOne,
      operationId: ids.commit,
      method: 'POST',
      path: `${one}/commit`,
      summary: 'Commits a previewed list',
      description:
        'From today on, whoever it names and signs up in time is credited to the partner, unless a referral link of another partner was used. Each row is judged once more: what changed since the preview counts.',
      idempotencyKey: true,
      answer: { status: 202, description: 'The list; its commit is under way', body: referralListOut },
      refusals: { ...refusals, 409: 'It is not previewed yet, is committed already, or is older than 30 days' },
    }),
    result: endpoint({
      ...ofOne,
      operationId: ids.result,
      method: 'GET',
      path: `${one}/result`,
      summary: 'The result of a committed list, as a table',
      description:
        'line,email,name,outcome,detail. Text that a spreadsheet would take for a formula begins with an apostrophe.',
      answer: {
        status: 200,
        description: 'Comma-separated values with a header line',
        contentType: 'text/csv; charset=utf-8',
      },
      refusals: {
        ...refusals,
        406: 'It is larger than 5 MB: send `Accept-Encoding: gzip`',
        409: 'It is not committed yet',
      },
    }),
  };
}

export const ownReferralLists = listEndpoints(
  'partner',
  '/me/referral-lists',
  {
    upload: 'uploadReferralList',
    list: 'listReferralLists',
    get: 'getReferralList',
    rows: 'listReferralListRows',
    commit: 'commitReferralList',
    result: 'getReferralListResult',
  },
  {},
);

export const partnersReferralLists = listEndpoints(
  'operations',
  '/ops/partners/{partnerId}/referral-lists',
  {
    upload: 'uploadPartnerReferralList',
    list: 'listPartnerReferralLists',
    get: 'getPartnerReferralList',
    rows: 'listPartnerReferralListRows',
    commit: 'commitPartnerReferralList',
    result: 'getPartnerReferralListResult',
  },
  { partnerId: partnerIdSchema },
);
