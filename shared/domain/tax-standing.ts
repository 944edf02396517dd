/** The tax questionnaire of partners outside the United States: what answers come to and whether they hold a payout back. */
import type { LocalDay } from './calendar/local-day.ts';
import type { Partner, TaxAnswers, TaxForm, TaxResult } from './partner.ts';

export type TaxHold = 'none' | 'questionnaire-missing' | 'review';

export const FORM_NEEDED: Readonly<Record<Exclude<TaxResult, 'us-source-income'>, TaxForm>> = {
  'us-person': 'W-9',
  'foreign-source': 'W-8BEN',
};

export function taxResultOf(answers: TaxAnswers): TaxResult {
  if (answers.usCitizen || answers.greenCard || answers.presentOver183Days) return 'us-person';
  return answers.workedInUs ? 'us-source-income' : 'foreign-source';
}

export function taxHold(
  partner: Pick<Partner, 'country' | 'countryUnderReview' | 'tax'>,
  runFriday: LocalDay,
): TaxHold {
  // A move to the United States lifts the questionnaire only after operations looked at it.
  if (partner.country === 'US' && !partner.countryUnderReview) return 'none';
  const { result, answeredOn, formsOnFile, reviewed } = partner.tax;
  if (result === undefined || answeredOn === undefined || !answersCount(answeredOn, runFriday))
    return 'questionnaire-missing';
  if (result === 'us-source-income') return reviewed ? 'none' : 'review';
  return formsOnFile.includes(FORM_NEEDED[result]) ? 'none' : 'questionnaire-missing';
}

/** Through the calendar year in which they were given, and until 31 January of the next. */
export function answersCount(answeredOn: LocalDay, runFriday: LocalDay): boolean {
  const yearsAgo = Number(runFriday.slice(0, 4)) - Number(answeredOn.slice(0, 4));
  return yearsAgo <= 0 || (yearsAgo === 1 && runFriday.slice(5, 7) === '01');
}
