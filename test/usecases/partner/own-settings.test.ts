/** What partners change of themselves: what is left out stays, money has a floor, and a move to the United States is looked at. */
import { describe, expect, it } from 'vitest';
import { MAX_SETTINGS_CHANGES } from '../../../shared/contracts/api/settings.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import type { Partner, TaxAnswers } from '../../../shared/domain/partner.ts';
import { answerTaxQuestions } from '../../../shared/usecases/partner/answer-tax-questions.ts';
import { changeOwnSettings, type OwnSettings } from '../../../shared/usecases/partner/change-own-settings.ts';
import { showSettings } from '../../../shared/usecases/partner/show-settings.ts';
import { MemoryPartnerCenter } from '../../support/memory-partner-center.ts';

const P1 = partnerId('p1');
const HOUR = 3_600_000;

async function begin(partner: Partial<Partner> = {}) {
  const center = new MemoryPartnerCenter();
  center.program.moveTo('2026-06-01');
  await center.signUp('p1', partner);
  const change = async (asked: OwnSettings, version?: number) =>
    changeOwnSettings(
      { id: P1, version: version ?? (await center.record('p1')).version },
      asked,
      center.by('p1'),
      center.with,
    );
  const shown = () => showSettings(P1, center.now, center.with);
  return { center, change, shown };
}

describe('settings', () => {
  it('are shown with the program’s, under the version of the profile', async () => {
    const { shown } = await begin({ hold: 'Asked for papers', thresholdCents: cents(250_00) });
    expect(await shown()).toEqual({
      version: 1,
      body: {
        partnerId: 'p1',
        fullName: 'Partner p1',
        displayName: 'Partner p1',
        email: 'p1@partner.example',
        country: 'US',
        countryUnderReview: false,
        thresholdCents: 250_00,
        programThresholdCents: 100_00,
        paidAtCents: 250_00,
        mailPreferences: { payouts: false },
        payPalAddress: { state: 'confirmed', address: 'pay-p1@payee.example' },
        hold: 'Asked for papers',
        frozen: false,
      },
    });
  });

  it('change one by one; the partner is told, once an hour, and the audit trail keeps what changed only', async () => {
    const { center, change, shown } = await begin();
    expect(await change({ displayName: 'Pia', thresholdCents: cents(150_00) })).toMatchObject({ kind: 'done' });
    expect((await shown()).body).toMatchObject({ displayName: 'Pia', thresholdCents: 150_00, country: 'US' });
    center.program.time += HOUR - 1;
    await change({ displayName: 'Pia Miller' });
    center.program.time += 1;
    await change({ mailPreferences: { payouts: true } });
    expect((await shown()).body).toMatchObject({ displayName: 'Pia Miller', mailPreferences: { payouts: true } });
    expect(center.mailsOf('settings-changed').map(({ to, data }) => [to, data])).toEqual([
      ['p1@partner.example', { changedOn: '2026-06-01', settings: ['display-name', 'minimum-payout'] }],
      ['p1@partner.example', { changedOn: '2026-06-01', settings: ['mail-preferences'] }],
    ]);
    expect(await center.audits('p1')).toMatchObject([
      {
        by: { kind: 'partner', id: 'p1' },
        action: 'partner.settings',
        from: { displayName: null, thresholdCents: null },
        to: { displayName: 'Pia', thresholdCents: 150_00 },
      },
      { action: 'partner.settings', from: { displayName: 'Pia' }, to: { displayName: 'Pia Miller' } },
      { from: { mailPreferences: null }, to: { mailPreferences: { payouts: true } } },
    ]);
  });

  it('go back to the full name and to the program’s minimum with null', async () => {
    const { center, change } = await begin({ displayName: 'Pia', thresholdCents: cents(150_00) });
    await change({ displayName: null, thresholdCents: null });
    const partner = await center.partner('p1');
    expect([partner.displayName, partner.thresholdCents]).toEqual([undefined, undefined]);
  });

  it('that are as they were change nothing: no version, no mail', async () => {
    const { center, change } = await begin({ displayName: 'Pia' });
    const asked = { displayName: 'Pia', country: 'US', thresholdCents: null, mailPreferences: { payouts: false } };
    expect(await change(asked)).toMatchObject({ kind: 'unchanged', record: { version: 1 } });
    expect(center.mails).toEqual([]);
  });

  it('of a second tab that saw the version before are refused', async () => {
    const { center, change } = await begin();
    const { version } = await center.record('p1');
    await change({ displayName: 'One' }, version);
    expect(await change({ displayName: 'Two' }, version)).toEqual({ kind: 'moved' });
    expect((await center.partner('p1')).displayName).toBe('One');
  });

  it('of a second tab that writes at the same moment are refused', async () => {
    const { center, change } = await begin();
    const { table } = center.program;
    table.interrupt(
      ({ kind }) => kind === 'write',
      () => change({ displayName: 'One' }),
    );
    expect(await change({ displayName: 'Two' })).toEqual({ kind: 'moved' });
    expect((await center.partner('p1')).displayName).toBe('One');
    expect(center.mails).toHaveLength(1);
  });
});

describe('a flood of changes', () => {
  const TOO_MANY = { kind: 'refused', why: 'too-many-changes' };
  const NONE = { usCitizen: false, greenCard: false, presentOver183Days: false, workedInUs: false };

  async function flooded() {
    const { center, change } = await begin({ country: 'CA' });
    const answer = async (answers: TaxAnswers) =>
      answerTaxQuestions(
        { id: P1, version: (await center.record('p1')).version, answers },
        center.by('p1'),
        center.with,
      );
    for (let number = 1; number < MAX_SETTINGS_CHANGES; number += 1)
      expect(await change({ displayName: `Pia ${number}` })).toMatchObject({ kind: 'done' });
    expect(await answer(NONE)).toMatchObject({ kind: 'done' });
    return { center, change, answer };
  }

  it(`ends after ${MAX_SETTINGS_CHANGES} within 24 hours, tax answers among them: one mail, and nothing more is written`, async () => {
    const { center, change, answer } = await flooded();
    const items = center.program.items();
    expect(await change({ displayName: 'Pia' })).toEqual(TOO_MANY);
    expect(await answer({ ...NONE, workedInUs: true })).toEqual(TOO_MANY);
    expect(await change({ country: 'CA' }), 'nothing new').toMatchObject({ kind: 'unchanged' });
    expect(center.program.items()).toEqual(items);
    expect(center.mails).toHaveLength(1);
    expect(await center.audits('p1')).toHaveLength(MAX_SETTINGS_CHANGES);
    center.program.time += 24 * HOUR - 1;
    expect(await change({ displayName: 'Pia' })).toEqual(TOO_MANY);
    center.program.time += 1;
    expect(await change({ displayName: 'Pia' })).toMatchObject({ kind: 'done' });
    expect(center.mails, 'a day later').toHaveLength(2);
  });

  it('holds up neither the address nor the notices of its change', async () => {
    const { center } = await flooded();
    expect(await center.changeAddress('p1', 'new@payee.example')).toMatchObject({ kind: 'done' });
    expect(center.mailsOf('paypal-address-changed')).toHaveLength(2);
  });

  it('is mailed about anew where the program’s clock was moved back', async () => {
    const { center, change } = await begin();
    await change({ displayName: 'Pia' });
    center.program.time -= HOUR / 2;
    await change({ displayName: 'Pia Miller' });
    expect(center.mails).toHaveLength(2);
  });
});

describe('the minimum payout', () => {
  it.each([
    ['the program’s itself', 100_00, 'done'],
    ['one cent less', 99_99, 'refused'],
  ])('%s', async (_, amount, kind) => {
    const { change } = await begin();
    expect(await change({ thresholdCents: cents(amount) })).toMatchObject({ kind });
  });

  it('is refused with the program’s, and nothing else of the call happens', async () => {
    const { center, change } = await begin();
    const asked = { thresholdCents: cents(50_00), displayName: 'Pia' };
    const why = { kind: 'below-program-threshold', programCents: 100_00 };
    expect(await change(asked)).toEqual({ kind: 'refused', why });
    expect((await center.partner('p1')).displayName).toBeUndefined();
  });
});

describe('the country', () => {
  const standing = ({ country, countryUnderReview }: Partner) => [country, countryUnderReview];
  const review = ({ with: { reviews } }: MemoryPartnerCenter) => reviews.find('moved-to-us', 'p1');

  it('moves from abroad to the United States under review', async () => {
    const { center, change } = await begin({ country: 'CA' });
    await change({ country: 'US' });
    expect(standing(await center.partner('p1'))).toEqual(['US', true]);
    expect(await review(center)).toEqual({ kind: 'moved-to-us', partnerId: 'p1', from: 'CA' });
    await change({ displayName: 'Pia', country: 'US' });
    expect(standing(await center.partner('p1')), 'still').toEqual(['US', true]);
  });

  it.each(['CA', 'DE'])('goes back abroad (%s) at once, and the review is over', async (country) => {
    const { center, change } = await begin({ country: 'CA' });
    await change({ country: 'US' });
    await change({ country });
    expect(standing(await center.partner('p1'))).toEqual([country, undefined]);
    expect(await review(center)).toBeUndefined();
  });

  it('goes back abroad also when operations closed the review at the same moment', async () => {
    const { center, change } = await begin({ country: 'US', countryUnderReview: true });
    expect(await change({ country: 'CA' })).toMatchObject({ kind: 'done' });
    expect(standing(await center.partner('p1'))).toEqual(['CA', undefined]);
  });

  it.each([
    ['US', 'CA'],
    ['CA', 'DE'],
  ])('moves from %s to %s without a review', async (from, to) => {
    const { center, change } = await begin({ country: from });
    await change({ country: to });
    expect(standing(await center.partner('p1'))).toEqual([to, undefined]);
    expect(await review(center)).toBeUndefined();
  });
});
