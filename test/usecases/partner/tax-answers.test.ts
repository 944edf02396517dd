/** The four tax questions: dated, kept, reviewed where they have to be, and asked again each year. */
import { describe, expect, it } from 'vitest';
import { partnerId } from '../../../shared/domain/ids.ts';
import type { Partner, TaxAnswers } from '../../../shared/domain/partner.ts';
import { answerTaxQuestions } from '../../../shared/usecases/partner/answer-tax-questions.ts';
import { showTax } from '../../../shared/usecases/partner/show-tax.ts';
import { MemoryPartnerCenter } from '../../support/memory-partner-center.ts';

const P1 = partnerId('p1');
const NONE: TaxAnswers = { usCitizen: false, greenCard: false, presentOver183Days: false, workedInUs: false };
const WORKED: TaxAnswers = { ...NONE, workedInUs: true };

async function begin(partner: Partial<Partner> = { country: 'CA' }) {
  const center = new MemoryPartnerCenter();
  center.program.moveTo('2026-06-01');
  await center.signUp('p1', partner);
  const answer = async (answers: TaxAnswers, version?: number) =>
    answerTaxQuestions(
      { id: P1, version: version ?? (await center.record('p1')).version, answers },
      center.by('p1'),
      center.with,
    );
  const shown = async () => (await showTax(P1, center.now, center.with)).body;
  const review = () => center.with.reviews.find('us-source-income', 'p1');
  const change = (tax: Partial<Partner['tax']>) =>
    center.partner('p1').then((before) => center.program.changePartner('p1', { tax: { ...before.tax, ...tax } }));
  return { center, answer, shown, review, change };
}

describe('the standing', () => {
  it('is that the questions are open, before they are answered', async () => {
    const { shown } = await begin();
    expect(await shown()).toEqual({ standing: 'questions-open', askedAgain: false });
  });

  it.each([
    ['foreign-source', NONE, 'W-8BEN'],
    ['us-person', { ...WORKED, greenCard: true }, 'W-9'],
  ] as const)('of %s is settled once the form is on file', async (result, answers, formNeeded) => {
    const { answer, shown, change } = await begin();
    await answer(answers);
    const facts = {
      answers,
      result,
      answeredOn: '2026-06-01',
      countUntil: '2027-01-31',
      askedAgain: false,
      formNeeded,
    };
    expect(await shown()).toEqual({ standing: 'form-missing', ...facts, formOnFile: false });
    await change({ formsOnFile: [formNeeded] });
    expect(await shown()).toEqual({ standing: 'settled', ...facts, formOnFile: true });
  });

  it('asks again when the year turns, and the answers count until 31 January', async () => {
    const { center, answer, shown, change } = await begin();
    await answer(NONE);
    await change({ formsOnFile: ['W-8BEN'] });
    center.program.moveTo('2026-12-31');
    expect(await shown()).toMatchObject({ standing: 'settled', askedAgain: false });
    center.program.moveTo('2027-01-31');
    expect(await shown()).toMatchObject({ standing: 'settled', askedAgain: true });
    center.program.moveTo('2027-02-01');
    expect(await shown()).toMatchObject({ standing: 'questions-open', askedAgain: true });
    await answer(NONE);
    expect(await shown()).toMatchObject({ standing: 'settled', askedAgain: false, countUntil: '2028-01-31' });
  });
});

describe('in the United States', () => {
  it('nobody is asked, and answers are not taken', async () => {
    const { center, answer, shown } = await begin({ country: 'US' });
    expect(await shown()).toEqual({ standing: 'not-needed', askedAgain: false });
    expect(await answer(NONE)).toEqual({ kind: 'refused', why: 'not-asked' });
    expect((await center.partner('p1')).tax.answers).toBeUndefined();
  });

  it('who moved there is asked until operations looked at it', async () => {
    const { answer, shown } = await begin({ country: 'US', countryUnderReview: true });
    expect(await shown()).toMatchObject({ standing: 'questions-open' });
    expect(await answer(NONE)).toMatchObject({ kind: 'done' });
  });
});

describe('income from work in the United States', () => {
  it('is reviewed by operations', async () => {
    const { answer, shown, review, change } = await begin();
    await answer(WORKED);
    expect(await shown()).toMatchObject({ standing: 'under-review', result: 'us-source-income' });
    expect(await review()).toEqual({ kind: 'us-source-income', partnerId: 'p1', answeredOn: '2026-06-01' });
    await change({ reviewed: true });
    expect(await shown()).toMatchObject({ standing: 'settled' });
  });

  it('answered anew is reviewed anew', async () => {
    const { center, answer, shown, review, change } = await begin();
    await answer(WORKED);
    await change({ reviewed: true });
    center.program.moveTo('2026-06-02');
    await answer(WORKED);
    expect(await shown()).toMatchObject({ standing: 'under-review' });
    expect(await review()).toMatchObject({ answeredOn: '2026-06-02' });
  });

  it('is reviewed no more once the answers are others', async () => {
    const { answer, review } = await begin();
    await answer(WORKED);
    await answer(NONE);
    expect(await review()).toBeUndefined();
  });
});

describe('answers', () => {
  it('keep the forms that are on file, and stand in the audit trail when they are over', async () => {
    const { center, answer } = await begin({ country: 'CA', tax: { formsOnFile: ['W-9'] } });
    await answer(WORKED);
    center.program.moveTo('2026-07-01');
    await answer(NONE);
    expect((await center.partner('p1')).tax).toEqual({
      answers: NONE,
      result: 'foreign-source',
      answeredOn: '2026-07-01',
      formsOnFile: ['W-9'],
    });
    const [, last] = await center.audits('p1');
    expect(last).toMatchObject({
      action: 'partner.tax-answers',
      from: { answers: WORKED, result: 'us-source-income', answeredOn: '2026-06-01' },
      to: { answers: NONE, result: 'foreign-source', answeredOn: '2026-07-01' },
    });
    expect(center.mailsOf('settings-changed').map(({ data }) => data.settings)).toEqual([
      ['tax-answers'],
      ['tax-answers'],
    ]);
  });

  it('given again on the same day change nothing, a review of operations least of all', async () => {
    const { center, answer, change } = await begin();
    await answer(WORKED);
    await change({ reviewed: true });
    expect(await answer({ ...WORKED })).toMatchObject({ kind: 'unchanged' });
    expect((await center.partner('p1')).tax.reviewed).toBe(true);
  });

  it('of a second tab that saw the version before are refused', async () => {
    const { center, answer } = await begin();
    const { version } = await center.record('p1');
    await answer(NONE, version);
    expect(await answer(WORKED, version)).toEqual({ kind: 'moved' });
  });
});
