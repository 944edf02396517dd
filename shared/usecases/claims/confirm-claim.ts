/** A claim is confirmed: from its day back on the client is the claimant's, in one step for whoever looks. */
import type { Mail } from '../../contracts/mail.ts';
import { type Claim, type ClaimDecision, claimStateOn } from '../../domain/claim.ts';
import { creditedSince, withCorrection } from '../../domain/client-referrer.ts';
import type { ClaimId } from '../../domain/ids.ts';
import type { ClaimChange } from '../../ports/claims.ts';
import type { ClientRecord } from '../../ports/intake-ledger.ts';
import type { Link } from '../../ports/links.ts';
import type { OnceRecord } from '../../ports/once.ts';
import type { Review } from '../../ports/reviews.ts';
import { changeClient } from '../intake/change-client.ts';
import type { ClaimDependencies } from './claim-dependencies.ts';
import { claimConfirmed, referrerCorrected } from './claim-mails.ts';
import { type ClaimOccasion, claimMove } from './claim-move.ts';
import type { ClaimOutcome, ClaimRefusal } from './claim-outcome.ts';

export interface ClaimAnswer {
  readonly decision: ClaimDecision;
  /** Checked and used up in the same step. */
  readonly link?: Link;
  readonly isLinkThere?: () => Promise<boolean>;
  readonly once?: (claim: Claim) => OnceRecord;
}

export async function confirmClaim(
  id: ClaimId,
  answer: ClaimAnswer,
  occasion: ClaimOccasion,
  dependencies: ClaimDependencies,
): Promise<ClaimOutcome> {
  const { claims, intake, reviews } = dependencies;
  const { clientId, partnerId: claimant } = (await claims.find(id))?.claim ?? {};
  if (clientId === undefined || claimant === undefined) return { kind: 'refused', why: 'no-client' };
  let written: { readonly claim: Claim; readonly mails: readonly Mail[] } | undefined;
  const outcome = await changeClient<ClaimRefusal>(
    clientId,
    [claimant],
    async (record) => {
      const before = await claims.find(id);
      if (!before) return { kind: 'refused', why: 'no-client' };
      const state = claimStateOn(before.claim, occasion.today, record.client);
      if (state !== 'open') return { kind: 'refused', why: state };
      if (answer.isLinkThere && !(await answer.isLinkThere())) return { kind: 'refused', why: 'link-used' };
      const ambiguous = await reviews.find('ambiguous-referrer', clientId);
      const ended = { decision: answer.decision, endedOn: occasion.today, ...searchOf(ambiguous) };
      const claim: Claim = { ...before.claim, ...ended, state: 'confirmed' };
      const move = await claimMove(before, claim, occasion, dependencies);
      const mails = await mailsOf(claim, record, occasion, dependencies);
      written = { claim, mails };
      const change: ClaimChange = {
        ...move,
        mails,
        ...(answer.link ? { usedLink: answer.link } : {}),
        ...(answer.once ? { once: answer.once(claim) } : {}),
      };
      const { partnerId: partner, reachesFrom: from } = claim;
      const client = withCorrection(record.client, { claimId: id, partner, from });
      return { kind: 'change', client, with: { claim: change, closes: ambiguous ? [ambiguous] : [] } };
    },
    intake,
    occasion.settings,
  );
  if (outcome.kind === 'no-such-client') return { kind: 'refused', why: 'no-client' };
  if (outcome.kind !== 'done') return outcome;
  if (!written) throw new Error(`claim ${id} was confirmed and nothing was written`);
  await dependencies.post(written.mails);
  return { kind: 'done', claim: written.claim };
}

/** What operations knew of a sign-up without a referrer: nobody looks for one any more. */
const searchOf = (review: Review | undefined): Pick<Claim, 'endedSearch'> =>
  review?.kind === 'ambiguous-referrer'
    ? { endedSearch: { candidates: review.candidates, ...(review.howHeard ? { howHeard: review.howHeard } : {}) } }
    : {};

async function mailsOf(
  claim: Claim,
  { client }: ClientRecord,
  { now }: ClaimOccasion,
  dependencies: ClaimDependencies,
): Promise<Mail[]> {
  const losers = creditedSince(client, claim.reachesFrom).filter((partner) => partner !== claim.partnerId);
  return [
    ...(await claimConfirmed(claim, client, now, dependencies)),
    ...(await referrerCorrected(losers, claim, client, false, now, dependencies)),
  ];
}
