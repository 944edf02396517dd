/** What waits for a person's decision. */
import * as z from 'zod';
import { decideReview, listReviews } from '../../shared/contracts/api/ops-reviews.ts';
import { decideReview as decide } from '../../shared/usecases/staff/decide-review.ts';
import { decideSelfReferral } from '../../shared/usecases/staff/decide-self-referral.ts';
import { listReviews as page } from '../../shared/usecases/staff/show-review.ts';
import { type ServedEndpoint, serve } from '../api/api-handler.ts';
import { fromCursor, paged } from '../api/cursor.ts';
import { answerOf } from '../api/refusals.ts';
import type { DecisionConnections } from './connect-decisions.ts';
import { onceCallOf, wordOf } from './staff-call.ts';

export const reviewEndpoints = (connections: DecisionConnections): ServedEndpoint[] => [
  serve(listReviews, async ({ params: { kind }, query: { limit, cursor } }) => {
    const after = fromCursor(cursor, z.string().max(120));
    return { body: paged(await page(kind, { limit, ...(after ? { after } : {}) }, connections)) };
  }),
  serve(decideReview, async (call) => {
    const { kind, id } = call.params;
    const what = { kind, id, decision: call.body.decision };
    const outcome = await decide(what, wordOf(call), onceCallOf(decideReview, call), {
      ...connections,
      decideSelfReferral: (review, decision, word, once) =>
        decideSelfReferral(review, decision, word, once, connections),
    });
    return { body: answerOf(outcome) };
  }),
];
