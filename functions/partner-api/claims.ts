/** The function `partner-claims`: clients whom the partner who calls says to have referred. */
import * as z from 'zod';
import { clientDirectory } from '../../shared/adapters/ledger/client-directory.ts';
import { listClaims, makeClaim } from '../../shared/contracts/api/claims.ts';
import { routeKeyOf } from '../../shared/contracts/api/endpoint.ts';
import type { ClaimedName } from '../../shared/domain/claim.ts';
import { makeClaim as make } from '../../shared/usecases/claims/make-claim.ts';
import { showClaims } from '../../shared/usecases/claims/show-claims.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { fromCursor, paged } from '../api/cursor.ts';
import { answerOf } from '../api/refusals.ts';
import { connectClaims } from '../claims/connect-claims.ts';
import { occasionOf } from './partner-call.ts';

const base = connectClaims();
const connections = { ...base, directory: clientDirectory(base.table) };

/** The contract lets exactly one of them through. */
function nameOf({ email, domain, clientId }: z.output<(typeof makeClaim)['body']>): ClaimedName {
  if (email !== undefined) return { by: 'email', value: email };
  if (domain !== undefined) return { by: 'domain', value: domain };
  if (clientId !== undefined) return { by: 'client-id', value: clientId };
  throw new Error('a claim names nobody');
}

export const handler = apiHandler(
  [
    serve(makeClaim, async (call) => {
      const { caller, body, idempotencyKey } = call;
      const wanted = { partnerId: caller.partnerId, named: nameOf(body), note: body.note };
      const once = { caller: caller.sub, key: idempotencyKey, request: { route: routeKeyOf(makeClaim), body } };
      return { body: answerOf(await make(wanted, occasionOf(call), once, connections)) };
    }),
    serve(listClaims, async ({ caller, query: { limit, cursor }, now }) => {
      const before = fromCursor(cursor, z.string().max(120));
      const page = { limit, ...(before ? { before } : {}) };
      return { body: paged(await showClaims(caller.partnerId, page, now, connections)) };
    }),
  ],
  connections,
);
