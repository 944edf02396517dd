/** The tax questionnaire: all sixteen answers, forms, and the turn of the year. */
import { describe, expect, it } from 'vitest';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import type { TaxForm, TaxResult, TaxStanding } from '../../shared/domain/partner.ts';
import { type TaxHold, taxHold, taxResultOf } from '../../shared/domain/tax-standing.ts';

const yesNo = [false, true];
const allAnswers = yesNo.flatMap((usCitizen) =>
  yesNo.flatMap((greenCard) =>
    yesNo.flatMap((presentOver183Days) =>
      yesNo.map((workedInUs) => ({ usCitizen, greenCard, presentOver183Days, workedInUs })),
    ),
  ),
);

describe('what the four answers come to', () => {
  it.each(allAnswers)('%j', (answers) => {
    const yes = [answers.usCitizen, answers.greenCard, answers.presentOver183Days, answers.workedInUs]
      .map(Number)
      .join('');
    const expected: Record<string, TaxResult> = { '0000': 'foreign-source', '0001': 'us-source-income' };
    expect(taxResultOf(answers)).toBe(expected[yes] ?? 'us-person');
  });
  it('are sixteen', () => expect(allAnswers).toHaveLength(16));
});

const FRIDAY = localDay('2026-11-20');
const answered = (result: TaxResult, forms: TaxForm[] = [], more: Partial<TaxStanding> = {}): TaxStanding => ({
  result,
  answeredOn: localDay('2026-02-03'),
  formsOnFile: forms,
  ...more,
});
const unanswered: TaxStanding = { formsOnFile: [] };

describe('the hold of a partner abroad', () => {
  it.each<{ why: string; tax: TaxStanding; hold: TaxHold }>([
    { why: 'never answered', tax: unanswered, hold: 'questionnaire-missing' },
    {
      why: 'never answered, though a form came',
      tax: { formsOnFile: ['W-8BEN', 'W-9'] },
      hold: 'questionnaire-missing',
    },
    { why: 'foreign source without W-8BEN', tax: answered('foreign-source'), hold: 'questionnaire-missing' },
    {
      why: 'foreign source with the wrong form',
      tax: answered('foreign-source', ['W-9']),
      hold: 'questionnaire-missing',
    },
    { why: 'foreign source with W-8BEN', tax: answered('foreign-source', ['W-8BEN']), hold: 'none' },
    { why: 'U.S. person without W-9', tax: answered('us-person'), hold: 'questionnaire-missing' },
    {
      why: 'answers that changed the form needed',
      tax: answered('us-person', ['W-8BEN']),
      hold: 'questionnaire-missing',
    },
    { why: 'U.S. person with W-9', tax: answered('us-person', ['W-8BEN', 'W-9']), hold: 'none' },
    { why: 'U.S. source income', tax: answered('us-source-income'), hold: 'review' },
    { why: 'U.S. source income with every form', tax: answered('us-source-income', ['W-9', 'W-8BEN']), hold: 'review' },
    { why: 'U.S. source income after review', tax: answered('us-source-income', [], { reviewed: true }), hold: 'none' },
    {
      why: 'a review stands in for no form',
      tax: answered('foreign-source', [], { reviewed: true }),
      hold: 'questionnaire-missing',
    },
    {
      why: 'a review stands in for no answers of this year',
      tax: answered('us-source-income', [], { reviewed: true, answeredOn: localDay('2024-12-31') }),
      hold: 'questionnaire-missing',
    },
  ])('$why: $hold', ({ tax, hold }) => expect(taxHold({ country: 'NZ', tax }, FRIDAY)).toBe(hold));
});

describe('the country', () => {
  it('at home nobody asks', () => expect(taxHold({ country: 'US', tax: unanswered }, FRIDAY)).toBe('none'));
  it('at home old answers hold nothing back', () => {
    expect(taxHold({ country: 'US', tax: answered('us-source-income') }, FRIDAY)).toBe('none');
    expect(taxHold({ country: 'US', countryUnderReview: false, tax: unanswered }, FRIDAY)).toBe('none');
  });
  it('a move home lifts the questionnaire only after review', () => {
    expect(taxHold({ country: 'US', countryUnderReview: true, tax: unanswered }, FRIDAY)).toBe('questionnaire-missing');
    expect(
      taxHold({ country: 'US', countryUnderReview: true, tax: answered('foreign-source', ['W-8BEN']) }, FRIDAY),
    ).toBe('none');
  });
});

describe('a new calendar year asks again', () => {
  it.each([
    { answeredOn: '2026-01-01', friday: '2026-12-25', why: 'the same year', hold: 'none' },
    { answeredOn: '2026-12-31', friday: '2027-01-01', why: 'New Year’s Day', hold: 'none' },
    { answeredOn: '2026-01-01', friday: '2027-01-29', why: 'the last Friday of January', hold: 'none' },
    { answeredOn: '2024-06-01', friday: '2025-01-31', why: '31 January, a Friday', hold: 'none' },
    { answeredOn: '2024-06-01', friday: '2025-02-01', why: '1 February', hold: 'questionnaire-missing' },
    {
      answeredOn: '2026-12-31',
      friday: '2027-02-05',
      why: 'the first Friday of February',
      hold: 'questionnaire-missing',
    },
    {
      answeredOn: '2025-12-31',
      friday: '2027-01-01',
      why: 'two years back, in January',
      hold: 'questionnaire-missing',
    },
    { answeredOn: '2027-01-02', friday: '2027-02-05', why: 'answered anew', hold: 'none' },
    {
      answeredOn: '2027-01-02',
      friday: '2026-12-25',
      why: 'a late run takes the answers as they are when it decides',
      hold: 'none',
    },
  ])('$answeredOn, run of $friday ($why): $hold', ({ answeredOn, friday, hold }) => {
    const tax = answered('foreign-source', ['W-8BEN'], { answeredOn: localDay(answeredOn) });
    expect(taxHold({ country: 'NZ', tax }, localDay(friday))).toBe(hold);
  });
});
