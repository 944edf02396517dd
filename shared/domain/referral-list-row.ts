/** What becomes of one row of a referral list. Pure: preview and commit decide by the same rule. */
import type { PartnerId } from './ids.ts';
import type { SelfReferralVerdict } from './self-referral.ts';

export const ROW_OUTCOMES = [
  /** Nobody's client yet: the partner is credited when it signs up in time. */
  'new',
  /** The same, and a list of this partner said so before: the days count anew. */
  'listed-already',
  /** Is a client already, of another partner or of none: a claim may ask for it, a list does not. */
  'claim-instead',
  /** Is a client already, and this partner's. */
  'already-yours',
  'self-referral',
  /** A row before it names the same mailbox. */
  'duplicate',
  'invalid',
] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** Rows of these outcomes are written into the ledger by a commit. */
export const isListed = (outcome: RowOutcome): boolean => outcome === 'new' || outcome === 'listed-already';

export interface JudgedRow {
  readonly outcome: RowOutcome;
  /** Listed all the same: should the client sign up, operations decide whether it is the partner's own. */
  readonly note?: 'self-referral-review';
}

export interface RowFacts {
  readonly partner: PartnerId;
  readonly verdict: SelfReferralVerdict;
  /** Who is credited today with each client whose owner has this e-mail. */
  readonly referrers: readonly (PartnerId | undefined)[];
  /** A list of this partner names it and still counts. */
  readonly isListed: boolean;
}

/** An owner with several accounts is the partner's own only where all of them are: any other may be claimed. */
export function judgeRow({ partner, verdict, referrers, isListed: listed }: RowFacts): JudgedRow {
  if (verdict === 'self-referral') return { outcome: 'self-referral' };
  if (referrers.length > 0) {
    return { outcome: referrers.every((referrer) => referrer === partner) ? 'already-yours' : 'claim-instead' };
  }
  const outcome = listed ? 'listed-already' : 'new';
  return verdict === 'review' ? { outcome, note: 'self-referral-review' } : { outcome };
}
