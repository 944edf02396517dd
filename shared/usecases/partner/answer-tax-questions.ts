/** Takes a partner's answers to the four tax questions: dated today, the ones before kept in the audit trail. */
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Partner, TaxAnswers, TaxResult, TaxStanding } from '../../domain/partner.ts';
import { taxResultOf } from '../../domain/tax-standing.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { Review, Reviews } from '../../ports/reviews.ts';
import { changeProfile, type Occasion, type ProfileDependencies, type ProfileOutcome } from './change-profile.ts';
import { mailedAbout, mayChangeSettings, TAX_ANSWERED, type TooManyChanges } from './settings-limits.ts';
import { isAskedForTax } from './show-tax.ts';

export type TaxRefusal = 'not-asked' | TooManyChanges;

export function answerTaxQuestions(
  { id, version, answers }: { readonly id: PartnerId; readonly version: number; readonly answers: TaxAnswers },
  occasion: Occasion,
  dependencies: ProfileDependencies & { readonly reviews: Reviews; readonly audit: Pick<AuditTrail, 'read'> },
): Promise<ProfileOutcome<TaxRefusal>> {
  const { ids, reviews } = dependencies;
  const { now } = occasion;
  return changeProfile<TaxRefusal>({ id, version }, occasion, dependencies, async ({ partner }, { today }) => {
    // Answers that nobody needs are not kept: they tell where somebody lived and worked.
    if (!isAskedForTax(partner)) return { kind: 'refused', why: 'not-asked' };
    if (partner.tax.answeredOn === today && isSame(partner.tax.answers, answers)) return { kind: 'unchanged' };
    if (!(await mayChangeSettings(id, now, dependencies))) return { kind: 'refused', why: 'too-many-changes' };
    const result = taxResultOf(answers);
    const tax: TaxStanding = { answers, result, answeredOn: today, formsOnFile: partner.tax.formsOnFile };
    const data = { changedOn: today, settings: ['tax-answers' as const] };
    return {
      kind: 'change',
      change: {
        ...mailedAbout({ ...partner, tax }, partner.email, data, { now, ids }),
        action: TAX_ANSWERED,
        from: datedAnswers(partner.tax),
        to: datedAnswers(tax),
        ...(await reviewOf(partner, result, today, reviews)),
      },
    };
  });
}

const isSame = (a: TaxAnswers | undefined, b: TaxAnswers): boolean =>
  a !== undefined && (Object.keys(b) as (keyof TaxAnswers)[]).every((question) => a[question] === b[question]);

const datedAnswers = ({ answers, result, answeredOn, reviewed }: TaxStanding) => ({
  answers: answers ?? null,
  result: result ?? null,
  answeredOn: answeredOn ?? null,
  reviewed: reviewed === true,
});

/** What operations look at because of answers: nothing, but for income from the U.S. */
export const taxReviews = (partnerId: PartnerId, result: TaxResult, answeredOn: LocalDay): readonly Review[] =>
  result === 'us-source-income' ? [{ kind: 'us-source-income', partnerId, answeredOn }] : [];

/** A review that is open for answers which are over would have operations decide about nothing. */
async function reviewOf(
  { id }: Partner,
  result: TaxResult,
  answeredOn: LocalDay,
  reviews: Reviews,
): Promise<{ opensReviews?: readonly Review[]; closesReview?: Review }> {
  const opensReviews = taxReviews(id, result, answeredOn);
  if (opensReviews.length > 0) return { opensReviews };
  const open = await reviews.find('us-source-income', id);
  return open ? { closesReview: open } : {};
}
