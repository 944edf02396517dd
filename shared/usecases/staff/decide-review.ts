/** Decides what waits for a person: each kind has its own effect, written with the review's end and the audit record. */

import type { Partner } from '../../domain/partner.ts';
import type { OnceRecord, OnceRecords } from '../../ports/once.ts';
import type { Review, ReviewKind, Reviews } from '../../ports/reviews.ts';
import { type OnceCall, type OnceOutcome, type OnceWork, once, type Refusal } from '../once.ts';
import type { DecidedChange, ProfileDependencies } from '../partner/change-profile.ts';
import { auditOf, changePartner, type StaffWord } from './change-partner.ts';

export type ReviewDecision = 'accept' | 'refuse' | 'dismiss';

export interface ReviewDependencies extends ProfileDependencies {
  readonly reviews: Reviews;
  readonly records: OnceRecords;
  /** The client's facts change, and with them what its payments earn. False: others keep changing the client. */
  readonly decideSelfReferral: (
    review: Extract<Review, { kind: 'self-referral' }>,
    decision: 'accepted' | 'refused',
    word: StaffWord,
    once: OnceRecord,
  ) => Promise<boolean>;
}

export interface DecidedReview {
  readonly kind: ReviewKind;
  readonly id: string;
  readonly decision: ReviewDecision;
}

export const DECISIONS: Readonly<Record<ReviewKind, readonly ReviewDecision[]>> = {
  'ambiguous-referrer': ['dismiss'],
  'self-referral': ['accept', 'refuse'],
  'shared-address': ['dismiss'],
  'us-source-income': ['accept', 'refuse'],
  'moved-to-us': ['accept', 'refuse'],
  'denied-claims': ['dismiss'],
};

export function decideReview(
  { kind, id, decision }: DecidedReview,
  word: StaffWord,
  call: OnceCall,
  dependencies: ReviewDependencies,
): Promise<OnceOutcome<DecidedReview>> {
  const { ledger, ids, reviews, records } = dependencies;
  return once(records, call, async (recordOf): Promise<OnceWork<DecidedReview>> => {
    const review = await reviews.find(kind, id);
    if (!review) return refused({ status: 404, title: 'There is no such review open' });
    const allowed = DECISIONS[kind];
    if (!allowed.includes(decision)) {
      const detail = `${kind} is decided by one of: ${allowed.join(', ')}`;
      return refused({ status: 422, title: 'This kind of review is not decided so', detail });
    }
    const answer: DecidedReview = { kind, id, decision };
    const done: OnceWork<DecidedReview> = { kind: 'done', answer };
    if (review.kind === 'self-referral') {
      const verdict = decision === 'accept' ? 'accepted' : 'refused';
      const isDecided = await dependencies.decideSelfReferral(review, verdict, word, recordOf(answer));
      return isDecided ? done : { kind: 'moved' };
    }
    if (review.kind === 'ambiguous-referrer' || review.kind === 'shared-address' || review.kind === 'denied-claims') {
      const audit = auditOf(word, ids, {
        action: `review.${kind}.${decision}`,
        subject: `review:${kind}:${id}`,
        ...('partnerId' in review ? { partnerId: review.partnerId } : {}),
        from: review,
      });
      return (await ledger.closeReview(review, audit, recordOf(answer))) ? done : { kind: 'moved' };
    }
    return decideAboutPartner(review, decision, word, dependencies, recordOf(answer), done);
  });
}

async function decideAboutPartner(
  review: Extract<Review, { kind: 'us-source-income' | 'moved-to-us' }>,
  decision: ReviewDecision,
  word: StaffWord,
  dependencies: ProfileDependencies,
  once: OnceRecord,
  done: OnceWork<DecidedReview>,
): Promise<OnceWork<DecidedReview>> {
  const before = await dependencies.ledger.find(review.partnerId);
  if (!before) return refused({ status: 404, title: 'There is no such partner any more' });
  const target = { id: review.partnerId, version: before.version };
  const decide = (partner: Partner): DecidedChange => ({
    ...(review.kind === 'us-source-income' ? onIncome(partner, review, decision) : onMove(partner, review, decision)),
    closesReview: review,
  });
  const outcome = await changePartner(target, word, dependencies, decide, once);
  return outcome.kind === 'done' ? done : outcome;
}

/** Answers that were given anew since then are another review. */
function onIncome(
  partner: Partner,
  { answeredOn }: Extract<Review, { kind: 'us-source-income' }>,
  decision: ReviewDecision,
): DecidedChange {
  const reviewed = decision === 'accept' && partner.tax.answeredOn === answeredOn;
  return {
    after: reviewed ? { ...partner, tax: { ...partner.tax, reviewed } } : partner,
    action: `review.us-source-income.${decision}`,
    from: { reviewed: partner.tax.reviewed === true },
    to: { reviewed },
  };
}

function onMove(
  partner: Partner,
  { from }: Extract<Review, { kind: 'moved-to-us' }>,
  decision: ReviewDecision,
): DecidedChange {
  const { countryUnderReview, ...rest } = partner;
  const stillThere = countryUnderReview === true && partner.country === 'US';
  const after = !stillThere ? partner : decision === 'accept' ? rest : { ...rest, country: from };
  return {
    after,
    action: `review.moved-to-us.${decision}`,
    from: { country: partner.country, countryUnderReview: countryUnderReview === true },
    to: { country: after.country, countryUnderReview: false },
  };
}

const refused = (why: Refusal): OnceWork<DecidedReview> => ({ kind: 'refused', why });
