/** The endpoints of referral lists, whoever calls them: a partner about their own, or operations about a partner's. */
import * as z from 'zod';
import { type Endpoint, routeKeyOf } from '../../shared/contracts/api/endpoint.ts';
import type {
  ownReferralLists,
  partnersReferralLists,
  ReferralListOut,
} from '../../shared/contracts/api/referral-lists.ts';
import { MAX_LIST_ROWS } from '../../shared/contracts/referral-lists.ts';
import type { PartnerId } from '../../shared/domain/ids.ts';
import type { Actor } from '../../shared/ports/audit-trail.ts';
import type { ListStage, ReferralList } from '../../shared/ports/referral-lists.ts';
import { commitList } from '../../shared/usecases/referral-lists/commit-list.ts';
import {
  type ListCall,
  type ListDependencies,
  noSuchList,
  ownList,
} from '../../shared/usecases/referral-lists/list-call.ts';
import { allRows, shownStage, showRows } from '../../shared/usecases/referral-lists/show-rows.ts';
import { uploadList } from '../../shared/usecases/referral-lists/upload-list.ts';
import { type Call, type ServedEndpoint, serve } from '../api/api-handler.ts';
import { fromCursor, paged } from '../api/cursor.ts';
import { answerOf, refusal } from '../api/refusals.ts';
import { HttpProblem } from '../http-problem.ts';
import type { ReadList } from './read-list-csv.ts';

type Declared = typeof ownReferralLists | typeof partnersReferralLists;

/** Whose lists a call is about, who calls, and by which id calls with the same key are told apart. */
export interface Whose {
  readonly partnerId: PartnerId;
  readonly by: Actor;
  readonly callerId: string;
}

const placeInRows = z.strictObject({ chunk: z.int().min(0), row: z.int().min(-1) });
const placeOfList = z.string().max(100);

export function servedLists<E extends Declared>(
  endpoints: E,
  whose: (call: Pick<Call<Endpoint>, 'caller' | 'params'>) => Whose,
  dependencies: ListDependencies,
): ServedEndpoint[] {
  // The types of both variants have the same work: what tells them apart, `whose` knows.
  const { upload, list, get, rows, commit, result } = endpoints as unknown as typeof partnersReferralLists;
  const { lists } = dependencies;

  const listOf = async (call: Call<typeof get | typeof rows | typeof result>): Promise<ReferralList> => {
    const found = await ownList(whose(call), call.params.listId, dependencies);
    if (!found) throw refusal(noSuchList);
    return found;
  };
  const callOf = (endpoint: Endpoint, call: Call<typeof upload | typeof commit>): ListCall => {
    const { partnerId, by, callerId } = whose(call);
    const { idempotencyKey: key, params, body, now } = call;
    return { partnerId, by, now, caller: callerId, key, request: { route: routeKeyOf(endpoint), params, body } };
  };

  return [
    serve(upload, async (call) => {
      // A file of its own beside the bundle, and so is the one of the result: every other call starts without them.
      const { readListCsv } = await import('./read-list-csv.ts');
      const read = readListCsv(call.body, MAX_LIST_ROWS);
      if (read.kind === 'refused') throw fileProblem(read);
      return { body: shown(answerOf(await uploadList(read.rows, callOf(upload, call), dependencies))) };
    }),
    serve(list, async (call) => {
      const { limit, cursor } = call.query;
      const before = fromCursor(cursor, placeOfList);
      const found = await lists.ofPartner(whose(call).partnerId, { limit, ...(before ? { before } : {}) });
      const next = found.length === limit ? found.at(-1)?.place : undefined;
      return { body: paged({ items: found.map((each) => shown(each.list)), next }) };
    }),
    serve(get, async (call) => ({ body: shown(await listOf(call)) })),
    serve(rows, async (call) => {
      const { limit, cursor, outcome } = call.query;
      const after = fromCursor(cursor, placeInRows);
      const page = { limit, ...(after ? { after } : {}), ...(outcome ? { outcome } : {}) };
      return { body: paged(await showRows(await listOf(call), page, lists)) };
    }),
    serve(commit, async (call) => {
      const outcome = await commitList(call.params.listId, callOf(commit, call), dependencies);
      return { body: shown(answerOf(outcome)) };
    }),
    serve(result, async (call) => {
      const found = await listOf(call);
      if (found.state !== 'committed')
        throw new HttpProblem({
          title: `The list is ${found.state}`,
          status: 409,
          detail: 'a commit has a result file',
        });
      const { resultFile } = await import('./result-csv.ts');
      const file = resultFile(await allRows(found, lists), call.acceptEncoding);
      if (file.kind === 'too-large') throw tooLarge();
      const name = `attachment; filename="referral-list-${found.id}.csv"`;
      return { content: file.content, headers: { ...file.headers, 'content-disposition': name } };
    }),
  ];
}

const tooLarge = (): HttpProblem =>
  new HttpProblem({
    title: 'The file is too large to be sent as it stands',
    status: 406,
    detail: 'take it compressed: send Accept-Encoding: gzip',
  });

const fileProblem = ({ line, right }: Extract<ReadList, { kind: 'refused' }>): HttpProblem =>
  new HttpProblem({
    title: 'The file is not as it should be; nothing of it was taken',
    status: 422,
    detail: `line ${line} ${right}`,
    errors: [{ field: `line ${line}`, problem: right, in: 'body' }],
  });

function shown(list: ReferralList): ReferralListOut {
  const { id, partnerId, uploadedAt, by, state, rows, committedOn } = list;
  const stage = (each: ListStage) => ({ done: list[each].rows, outcomes: { ...list[each].outcomes } });
  return {
    ...{ id, partnerId, state, rows, committedOn },
    uploadedAt: new Date(uploadedAt).toISOString(),
    uploadedBy: by.kind === 'staff' ? 'operations' : 'partner',
    preview: stage('preview'),
    commit: shownStage(list) === 'commit' ? stage('commit') : undefined,
  };
}
