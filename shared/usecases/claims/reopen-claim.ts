/** Operations take back what was decided on a claim: the client is asked again, and what a confirmation had moved is moved back. */
import type { Mail } from '../../contracts/mail.ts';
import type { Claim } from '../../domain/claim.ts';
import { openUntil } from '../../domain/claim.ts';
import type { Client } from '../../domain/client.ts';
import { creditedSince, currentReferrer, withoutCorrection } from '../../domain/client-referrer.ts';
import type { ClaimId } from '../../domain/ids.ts';
import type { OnceRecord } from '../../ports/once.ts';
import type { Review } from '../../ports/reviews.ts';
import { changeClient } from '../intake/change-client.ts';
import { changeClaim } from './change-claim.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { claimQuestion, claimReopened, referrerCorrected } from './claim-mails.ts';
import { type ClaimOccasion, claimMove } from './claim-move.ts';
import type { ClaimOutcome, ClaimRefusal } from './claim-outcome.ts';
import { nameHashOf } from './client-meant.ts';

export async function reopenClaim(
  id: ClaimId,
  onceOf: (claim: Claim) => OnceRecord,
  occasion: ClaimOccasion,
  dependencies: ClaimDependencies,
): Promise<ClaimOutcome> {
  const found = await dependencies.claims.find(id);
  const { state, clientId } = found?.claim ?? {};
  if (found && (await isClaimedAnew(found.claim, dependencies))) return { kind: 'refused', why: 'claimed-anew' };
  if (state === 'confirmed' && clientId !== undefined)
    return reopenConfirmed(id, clientId, onceOf, occasion, dependencies);
  return changeClaim(id, occasion, dependencies, async ({ before, state: standing, client }) => {
    // One that was refused at once is the claimant's own account, whoever says what.
    if (standing === 'open' || standing === 'confirmed' || standing === 'refused')
      return { kind: 'refused', why: standing };
    const after = reopened(before.claim, client, occasion);
    const { mails, newLinks } = await questionAnew(after, client, occasion, dependencies);
    return { kind: 'change', after, with: { mails, newLinks, once: onceOf(after) } };
  });
}

/** The same partner has a newer open claim for the same: that one is asked about. */
async function isClaimedAnew(
  { id, partnerId, named, clientId }: Claim,
  { claims }: ClaimDependencies,
): Promise<boolean> {
  const guards = await Promise.all([
    claims.guardOfName(partnerId, nameHashOf(named)),
    clientId && claims.guardOfClient(partnerId, clientId),
  ]);
  return guards.some((guard) => guard !== undefined && guard.kind === 'open' && guard.claimId !== id);
}

async function reopenConfirmed(
  id: ClaimId,
  clientId: Client['id'],
  onceOf: (claim: Claim) => OnceRecord,
  occasion: ClaimOccasion,
  dependencies: ClaimDependencies,
): Promise<ClaimOutcome> {
  const { claims, intake, post } = dependencies;
  let written: { readonly claim: Claim; readonly mails: readonly Mail[] } | undefined;
  const outcome = await changeClient<ClaimRefusal>(
    clientId,
    [],
    async (record) => {
      const before = await claims.find(id);
      if (before?.claim.state !== 'confirmed') return { kind: 'refused', why: before?.claim.state ?? 'no-client' };
      const client = withoutCorrection(record.client, id);
      const claim = reopened(before.claim, client, occasion);
      const { mails, newLinks } = await questionAnew(claim, client, occasion, dependencies);
      const creditedBefore = creditedSince(record.client, claim.reachesFrom);
      const regained = creditedSince(client, claim.reachesFrom).filter((partner) => !creditedBefore.includes(partner));
      const told = await referrerCorrected(regained, claim, client, true, occasion.now, dependencies);
      written = { claim, mails: [...mails, ...told] };
      const move = await claimMove(before, claim, occasion, dependencies);
      const opensReviews = [...(move.opensReviews ?? []), ...searchAgain(before.claim, client)];
      const change = { ...move, mails: written.mails, newLinks, opensReviews, once: onceOf(claim) };
      return { kind: 'change', client, with: { claim: change } };
    },
    intake,
    occasion.settings,
  );
  if (outcome.kind === 'no-such-client') return { kind: 'refused', why: 'no-client' };
  if (outcome.kind !== 'done') return outcome;
  if (!written) throw new Error(`claim ${id} was reopened and nothing was written`);
  await post(written.mails);
  return { kind: 'done', claim: written.claim };
}

/** Operations look for a referrer again, unless another claim has named one. */
const searchAgain = ({ endedSearch }: Claim, client: Client): Review[] =>
  endedSearch && currentReferrer(client) === undefined
    ? [{ kind: 'ambiguous-referrer', clientId: client.id, ...endedSearch }]
    : [];

/** Open for as long as a new one, and still of the day on which it was made. */
function reopened(claim: Claim, client: Client | undefined, { today, settings }: ClaimOccasion): Claim {
  const { decision: _, endedOn: __, endedSearch: ___, ...rest } = claim;
  const opened = { openedOn: today, openedAfter: client?.confirmedClaims ?? 0, expiresOn: openUntil(today, settings) };
  return { ...rest, ...opened, state: 'open', reminders: 0 };
}

async function questionAnew(
  claim: Claim,
  client: Client | undefined,
  occasion: ClaimOccasion,
  dependencies: ClaimDependencies,
) {
  const told = await claimReopened(claim, occasion.now, dependencies);
  if (!client?.owner) return { mails: told, newLinks: [] };
  const asked = await claimQuestion(claim, client, { ...occasion, isReminder: false }, dependencies);
  return { mails: [asked.mail, ...told], newLinks: [asked.link] };
}
