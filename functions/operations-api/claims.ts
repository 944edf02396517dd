/** The function `ops-claims`: claims with their evidence, and what a decision would move. */
import * as z from 'zod';
import { getOpsClaim, listOpsClaims, previewClaim } from '../../shared/contracts/api/ops-claims.ts';
import type { ClaimId } from '../../shared/domain/ids.ts';
import { previewClaim as preview } from '../../shared/usecases/claims/preview-claim.ts';
import { listClaims, showClaim } from '../../shared/usecases/claims/show-ops-claims.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { fromCursor, paged } from '../api/cursor.ts';
import { refusal } from '../api/refusals.ts';
import { HttpProblem } from '../http-problem.ts';
import { connectClaimReads } from './connect-claim-reads.ts';

const connections = connectClaimReads();

export const handler = apiHandler(
  [
    serve(listOpsClaims, async ({ query: { limit, cursor, ...filter }, now }) => {
      const place = fromCursor(cursor, z.string().max(120));
      return { body: paged(await listClaims(filter, { limit, ...(place ? { place } : {}) }, now, connections)) };
    }),
    serve(getOpsClaim, async ({ params, now }) => {
      const shown = await showClaim(params.claimId as ClaimId, now, connections);
      if (!shown) throw new HttpProblem({ title: 'There is no such claim', status: 404 });
      return { body: shown };
    }),
    serve(previewClaim, async ({ params, query: { decision }, now }) => {
      const outcome = await preview(params.claimId as ClaimId, decision, now, connections);
      if (outcome.kind === 'refused') throw refusal(outcome.why);
      return { body: outcome.money };
    }),
  ],
  connections,
);
