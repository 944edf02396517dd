/** The function `ops-claim-decisions`: claims decided for the client, and decisions taken back. */
import { decideClaim } from '../../shared/contracts/api/ops-claim-decisions.ts';
import type { ClaimId } from '../../shared/domain/ids.ts';
import { decideClaim as decide } from '../../shared/usecases/claims/decide-claim.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { answerOf } from '../api/refusals.ts';
import { connectClaims } from '../claims/connect-claims.ts';
import { onceCallOf, wordOf } from './staff-call.ts';

const connections = connectClaims();

export const handler = apiHandler(
  [
    serve(decideClaim, async (call) => {
      const id = call.params.claimId as ClaimId;
      const once = onceCallOf(decideClaim, call);
      return { body: answerOf(await decide(id, call.body, wordOf(call), once, connections)) };
    }),
  ],
  connections,
);
