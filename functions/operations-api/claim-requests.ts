/** The function `ops-claim-requests`: claims made for a partner, and the client found whom a claim means. */
import { clientDirectory } from '../../shared/adapters/ledger/client-directory.ts';
import { identifyClaimedClient, makeClaimForPartner } from '../../shared/contracts/api/ops-claim-requests.ts';
import type { ClaimId } from '../../shared/domain/ids.ts';
import { identifyClient } from '../../shared/usecases/claims/identify-client.ts';
import { makeClaim } from '../../shared/usecases/claims/make-claim.ts';
import { opsClaim } from '../../shared/usecases/claims/ops-claim.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { answerOf } from '../api/refusals.ts';
import { connectClaims } from '../claims/connect-claims.ts';
import { onceCallOf, wordOf } from './staff-call.ts';

const base = connectClaims();
const connections = { ...base, directory: clientDirectory(base.table) };

export const handler = apiHandler(
  [
    serve(identifyClaimedClient, async (call) => {
      const id = call.params.claimId as ClaimId;
      const once = onceCallOf(identifyClaimedClient, call);
      return { body: answerOf(await identifyClient(id, call.body.clientId, wordOf(call), once, connections)) };
    }),
    serve(makeClaimForPartner, async (call) => {
      const { clientId: value } = call.body;
      const wanted = { partnerId: call.params.partnerId, named: { by: 'client-id', value } as const };
      const { by, now, note } = wordOf(call);
      const occasion = { by: { kind: 'staff', id: by } as const, now, why: note };
      const made = answerOf(await makeClaim(wanted, occasion, onceCallOf(makeClaimForPartner, call), connections));
      const found = await connections.claims.find(made.claimId as ClaimId);
      if (!found) throw new Error(`claim ${made.claimId} was made and is not there`);
      return { body: opsClaim(found.claim) };
    }),
  ],
  connections,
);
