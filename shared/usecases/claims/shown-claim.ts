/** A claim as the claimant is shown it: nothing that they do not know, and nothing of other claims for the client. */
import type * as z from 'zod';
import type { claimOut } from '../../contracts/api/claims.ts';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import { type Claim, isSuperseded, repeatableOn, type ShownClaimState, shownStateOn } from '../../domain/claim.ts';
import type { Client } from '../../domain/client.ts';

export type ShownClaim = z.input<typeof claimOut>;

/** @param client of the claim, where there is one. */
export function shownClaim(claim: Claim, today: LocalDay, client: Pick<Client, 'corrections'> | undefined): ShownClaim {
  const state = shownStateOn(claim, today);
  const isOver = client !== undefined && isSuperseded(claim, client);
  return {
    claimId: claim.id,
    named: { ...claim.named },
    note: claim.note,
    madeOn: claim.madeOn,
    reachesFrom: claim.reachesFrom,
    state,
    sentence: isOver ? SUPERSEDED : sentenceOf(claim, state),
    expiresOn: state === 'open' ? claim.expiresOn : undefined,
    endedOn: state === 'open' ? undefined : (claim.endedOn ?? claim.expiresOn),
    // An id that they gave is one that they know; of a confirmed one they are the referrer.
    clientId: state === 'confirmed' ? claim.clientId : undefined,
    repeatableOn: state === 'denied' && claim.endedOn ? repeatableOn(claim.endedOn) : undefined,
  };
}

const SUPERSEDED =
  'The client confirmed it, and by a later correction is credited to another partner now: see what the client earned you.';

function sentenceOf({ named: { value }, expiresOn, reachesFrom, endedOn }: Claim, state: ShownClaimState): string {
  switch (state) {
    case 'open':
      return `If there is an account for ${value}, its owner is asked by mail whether you referred them. Without an answer the claim expires on ${expiresOn}.`;
    case 'confirmed':
      return `The client confirmed it: what they have paid since ${reachesFrom}, and what they pay from now on, earns your commission.`;
    case 'denied':
      return `The client does not confirm it.${endedOn ? ` You may claim them again from ${repeatableOn(endedOn)} on.` : ''}`;
    case 'expired':
      return 'Nobody confirmed it in time. You may claim the client again.';
    case 'refused':
      return 'The account is your own: nobody earns on an account of their own.';
  }
}
