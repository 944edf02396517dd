/** A claim ends without having been confirmed: denied by the client, expired, or closed by another one. */

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

/** Writes down that a claim is over by its day, or by another claim; refused with `open` for one that is not. */
export const writeDownEnd = (
  id: ClaimId,
  occasion: ClaimOccasion,
  dependencies: ClaimDependencies,
): Promise<ClaimOutcome> =>
  changeClaim(id, occasion, dependencies, async ({ before, state }) => {
    if (before.claim.state !== 'open' || (state !== 'expired' && state !== 'closed'))
      return { kind: 'refused', why: before.claim.state };
    const after: Claim = { ...before.claim, state, endedOn: occasion.today };
    const mails = await claimEnded(after, state, occasion.now, dependencies);
    return { kind: 'change', after, with: { mails } };
  });
