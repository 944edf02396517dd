/** A change of a claim that leaves the client as it is: decided on the claim as it stands, written whole, its mails posted. */
import { type Claim, type ClaimState, claimStateOn } from '../../domain/claim.ts';
import type { Client } from '../../domain/client.ts';
import type { ClaimId } from '../../domain/ids.ts';
import type { ClaimChange, ClaimRecord } from '../../ports/claims.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { type ClaimOccasion, claimMove } from './claim-move.ts';
import type { ClaimOutcome, ClaimRefusal } from './claim-outcome.ts';
import { clientOfClaim } from './client-of-claim.ts';

export interface ClaimStanding {
  readonly before: ClaimRecord;
  readonly state: ClaimState;
  readonly client: Client | undefined;
}

export type DecidedClaim =
  | {
      readonly kind: 'change';
      readonly after: Claim;
      readonly with?: Pick<ClaimChange, 'mails' | 'newLinks' | 'usedLink' | 'once'>;
    }
  | { readonly kind: 'refused'; readonly why: ClaimRefusal };

const MAX_ROUNDS = 5;

/** @param decide may be asked again when the claim moved meanwhile. */
export async function changeClaim(
  id: ClaimId,
  occasion: ClaimOccasion,
  dependencies: ClaimDependencies,
  decide: (standing: ClaimStanding) => Promise<DecidedClaim>,
): Promise<ClaimOutcome> {
  const { claims, intake, post } = dependencies;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = await claims.find(id);
    if (!before) return { kind: 'refused', why: 'no-client' };
    const client = (await clientOfClaim(before.claim, intake))?.client;
    const state = claimStateOn(before.claim, occasion.today, client);
    const decided = await decide({ before, state, client });
    if (decided.kind === 'refused') return decided;
    const move = await claimMove(before, decided.after, occasion, dependencies);
    if (!(await claims.change({ ...move, ...decided.with }))) continue;
    await post(decided.with?.mails ?? []);
    return { kind: 'done', claim: decided.after };
  }
  return { kind: 'busy' };
}
