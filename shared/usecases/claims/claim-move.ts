/** A claim's step from one state to another, with what goes along: the claimant's book, and the review list when denials make a pattern. */
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import { bookAfter, type Claim, refusedLately } from '../../domain/claim.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { Actor } from '../../ports/audit-trail.ts';
import type { BookRecord, ClaimChange, ClaimRecord, Claims } from '../../ports/claims.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Review } from '../../ports/reviews.ts';
import { nameHashOf } from './client-meant.ts';

export interface ClaimOccasion {
  readonly by: Actor;
  readonly now: Claim['madeAt'];
  readonly today: LocalDay;
  readonly settings: ProgramSettings;
  /** What staff say about it. */
  readonly why?: string;
}

/**
 * @param before absent for a new claim.
 * @param judged the claimant's book, where something was judged by it: the write fails if it has moved since.
 */
export async function claimMove(
  before: ClaimRecord | undefined,
  after: Claim,
  { by, now, today, settings, why }: ClaimOccasion,
  { claims, ids }: { readonly claims: Claims; readonly ids: Ids },
  judged?: BookRecord,
): Promise<ClaimChange> {
  const from = before?.claim.state;
  const to = after.state;
  const book = judged ?? (await claims.book(after.partnerId));
  const next = bookAfter(book.book, before?.claim, to, today);
  const denied = refusedLately(next, today);
  const isOneMore = denied > refusedLately(book.book, today);
  const pattern: Review = { kind: 'denied-claims', partnerId: after.partnerId, denied, lastOn: today };
  return {
    ...(before ? { before } : {}),
    after,
    ...(from === to ? {} : { book: { before: book, after: next } }),
    nameHash: nameHashOf(after.named),
    today,
    opensReviews: isOneMore && denied >= settings.deniedClaimsForReview ? [pattern] : [],
    audit: {
      id: ids.next(),
      at: now,
      by,
      action: actionOf(before?.claim, after),
      subject: `claim:${after.id}`,
      partnerId: after.partnerId,
      from: from && { state: from },
      // Ids only: what the claimant typed stands in the claim.
      to: { state: to, clientId: after.clientId, reachesFrom: after.reachesFrom },
      ...(why === undefined ? {} : { why }),
    },
  };
}

function actionOf(before: Claim | undefined, { state, openedOn, expiresOn }: Claim): string {
  if (!before) return state === 'refused' ? 'claim.make-refused' : 'claim.make';
  if (state !== 'open') return `claim.${state}`;
  const isSame = before.state === 'open' && before.openedOn === openedOn && before.expiresOn === expiresOn;
  return isSame ? 'claim.ask' : 'claim.reopen';
}
