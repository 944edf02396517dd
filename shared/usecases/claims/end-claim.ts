/** A claim ends without having been confirmed: denied by the client, or over by its day. */

import type { Claim } from '../../domain/claim.ts';
import type { ClaimId } from '../../domain/ids.ts';
import { changeClaim } from './change-claim.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { claimEnded } from './claim-mails.ts';
import type { ClaimOccasion } from './claim-move.ts';
import type { ClaimOutcome } from './claim-outcome.ts';
import type { ClaimAnswer } from './confirm-claim.ts';

export const denyClaim = (
  id: ClaimId,
  { decision, link, isLinkThere, once }: ClaimAnswer,
  occasion: ClaimOccasion,
  dependencies: ClaimDependencies,
): Promise<ClaimOutcome> =>
  changeClaim(id, occasion, dependencies, async ({ before, state }) => {
    if (before.claim.clientId === undefined) return { kind: 'refused', why: 'no-client' };
    if (state !== 'open') return { kind: 'refused', why: state };
    if (isLinkThere && !(await isLinkThere())) return { kind: 'refused', why: 'link-used' };
    const after: Claim = { ...before.claim, state: 'denied', decision, endedOn: occasion.today };
    const mails = await claimEnded(after, 'denied', occasion.now, dependencies);
    const more = { mails, ...(link ? { usedLink: link } : {}), ...(once ? { once: once(after) } : {}) };
    return { kind: 'change', after, with: more };
  });

/**
 * Writes down that a claim is over by its day; refused with its state for one that is not. One that another claim has closed
 * goes on looking open to its claimant until then: they are told of no other claim.
 */
export const writeDownEnd = (
  id: ClaimId,
  occasion: ClaimOccasion,
  dependencies: ClaimDependencies,
): Promise<ClaimOutcome> =>
  changeClaim(id, occasion, dependencies, async ({ before: { claim }, state }) => {
    if (claim.state !== 'open' || occasion.today < claim.expiresOn) return { kind: 'refused', why: claim.state };
    const after: Claim = { ...claim, state: state === 'closed' ? 'closed' : 'expired', endedOn: claim.expiresOn };
    const mails = await claimEnded(after, 'expired', occasion.now, dependencies);
    return { kind: 'change', after, with: { mails } };
  });
