/** Each reason of a partner's unpaid cents at its boundary: amount, words, what can be done, and when it is paid. */
import { describe, expect, it } from 'vitest';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import { paidCentsOf } from '../../../shared/domain/why/unpaid-parts.ts';
import { whyUnpaid } from '../../../shared/domain/why/why-unpaid.ts';
import { samplePartner, samplePaypal } from '../sample-partner.ts';
import { LAST_RUN, payout, type Sample, samplePosition, weeksOf } from './sample-position.ts';

const reasonsOf = (sample: Sample) => whyUnpaid(samplePosition(sample)).reasons;
/** `maturing 3950 2026-11-27`: code, amount, day. */
const told = (sample: Sample): string[] =>
  reasonsOf(sample).map(({ code, amountCents, expectedOn }) => [code, amountCents, expectedOn ?? '-'].join(' '));

const { paypal: _, ...withoutAddress } = samplePartner();

describe('the balance of earlier weeks', () => {
  it('names the first reason, tells the others, and all that can be done', () => {
    const partner = samplePartner({ country: 'NZ', paypal: samplePaypal({ confirmedOn: undefined }) });
    expect(reasonsOf({ carried: 40_00, partner })).toEqual([
      {
        code: 'below-threshold',
        amountCents: 40_00,
        also: ['paypal-address-unconfirmed', 'tax-questionnaire-missing'],
        sentence:
          '$40.00 is on your balance, which is carried on Friday 2026-11-20: it comes to $40.00 by then, and payouts begin at $100.00; your PayPal address is not confirmed yet; the four tax questions are not answered.',
        action:
          'Confirm your PayPal address with the link in the mail that was sent to it. Answer the four tax questions in the settings.',
      },
    ]);
  });

  it('is paid by the next run where nothing holds it any more', () =>
    expect(told({ carried: 150_00 })).toEqual(['next-run 15000 2026-11-20']));

  it('of nothing has no reason', () => expect(reasonsOf({})).toEqual([]));

  it('negative: paid off by the payout that later earnings bring', () => {
    const sample = { carried: -50_00, earned: { '2026-11-12': 60_00, '2026-12-29': 239_50 } };
    expect(told(sample)).toEqual([
      'negative-balance -5000 2027-01-08',
      'earned-this-week 6000 2027-01-08',
      'maturing 23950 2027-01-08',
    ]);
    expect(reasonsOf(sample)[0]?.sentence).toBe(
      'Your balance is −$50.00: refunds or corrections came after a payout, and what you earn from now on pays them off first. As known today Friday 2027-01-08 pays the $249.50 beyond it.',
    );
    expect(told({ carried: -1 })).toEqual(['negative-balance -1 -']);
  });

  it('negative, and something else in the way: that is told beside it', () => {
    const [reason] = reasonsOf({ carried: -1, partner: withoutAddress });
    expect(reason).toMatchObject({ code: 'negative-balance', also: ['no-paypal-address'] });
  });
});

describe('weeks that wait for their run', () => {
  it('earned until today, ahead from tomorrow on', () => {
    const earned = {
      '2026-11-14': 1,
      '2026-11-17': 2,
      '2026-11-18': 4,
      '2026-11-19': 8,
      '2026-11-21': 16,
      '2026-11-22': 32,
    };
    expect(told({ earned })).toEqual([
      'earned-this-week 1 -',
      'earned-this-week 6 -',
      'maturing 24 -',
      'maturing 32 -',
    ]);
    const [, , thisWeek, nextWeek] = reasonsOf({ earned });
    expect(thisWeek?.sentence).toMatch(/^\$0\.24 is earned between 2026-11-19 and 2026-11-21, when/);
    expect(thisWeek?.earnedOn).toBeUndefined();
    expect(nextWeek?.sentence).toMatch(
      /^\$0\.32 is earned on 2026-11-22, when its clients have been clients for 90 days,/,
    );
    expect(nextWeek?.earnedOn).toBe('2026-11-22');
  });

  it('between the run and the end of its week everything of that week waits for the next Friday', () => {
    const ran = weekEnding('2026-11-14');
    const sample = {
      calendar: { lastRun: ran },
      account: { lastRun: ran },
      earned: { '2026-11-19': 50_00, '2026-11-21': 50_00 },
    };
    expect(told({ ...sample, today: localDay('2026-11-20') })).toEqual([
      'earned-this-week 5000 2026-11-27',
      'maturing 5000 2026-11-27',
    ]);
    expect(told({ ...sample, today: localDay('2026-11-21') })).toEqual(['earned-this-week 10000 2026-11-27']);
  });

  it('a Friday that was missed is named', () => {
    const [reason] = reasonsOf({ today: localDay('2026-11-21'), earned: { '2026-11-12': 100_00 } });
    expect(reason?.expectedOn).toBe('2026-11-27');
    expect(reason?.sentence).toMatch(/Its own Friday was 2026-11-20: the run of 2026-11-27 makes up for it\.$/);
  });

  it('a week in which more was refunded than earned', () => {
    const [reason] = reasonsOf({ earned: { '2026-11-16': -5_00 } });
    expect(reason).toMatchObject({ code: 'earned-this-week', amountCents: -5_00 });
    expect(reason?.sentence).toBe(
      'Refunds and corrections of this week, which ends on 2026-11-21, take $5.00 off your balance on Friday 2026-11-27.',
    );
  });

  it('days that cancel out are nothing to explain', () =>
    expect(reasonsOf({ earned: { '2026-11-16': 5_00, '2026-11-17': -5_00 } })).toEqual([]));
});

describe('what was sent', () => {
  const run = 'is in the payout of Friday 2026-11-13, which';
  it.each([
    { state: 'planned', words: 'is on its way to you: PayPal has not said yet that it is paid.', acts: false },
    {
      state: 'unclaimed',
      words: 'waits at PayPal to be claimed. Unclaimed it comes back to your balance on about 2026-12-13.',
      acts: true,
    },
    { state: 'blocked', words: 'PayPal blocks; operations look into it.', acts: true },
    { state: 'refunded', words: 'its receiver sent back; operations decide what becomes of it.', acts: true },
    { state: 'reversed', words: 'PayPal reversed; operations decide what becomes of it.', acts: true },
  ] as const)('$state', ({ state, words, acts }) => {
    const [reason, ...others] = reasonsOf({ payouts: [payout(state, 120_00), payout('paid', 7), payout('failed', 9)] });
    expect(others).toEqual([]);
    const isBack = state === 'refunded' || state === 'reversed';
    expect(reason).toMatchObject({ code: isBack ? 'with-operations' : 'payout-in-flight', amountCents: 120_00 });
    expect(reason?.sentence).toBe(`$120.00 ${run} ${words}`);
    expect(reason?.action === undefined).toBe(!acts);
    expect(reason?.expectedOn).toBeUndefined();
  });

  it('on its own Friday it is expected to be paid, unless the run is held', () => {
    const sample = { today: localDay('2026-11-13'), payouts: [payout('planned', 120_00)] };
    expect(told(sample)).toEqual(['payout-in-flight 12000 2026-11-13']);
    const held = { ...sample, calendar: { lastRun: LAST_RUN, held: LAST_RUN } };
    expect(told(held)).toEqual(['payout-in-flight 12000 -']);
    expect(reasonsOf(held)[0]?.sentence).toBe(`$120.00 ${run} operations look at before it is sent.`);
  });
});

describe('in full, and without what is not known', () => {
  const frozen = samplePartner({ frozen: true, country: 'NZ' });
  const acts = 'Answer the four tax questions in the settings. Get in touch with support.';
  const also = ['tax-questionnaire-missing', 'on-hold'];

  it('what was sent', () => {
    const [reason] = reasonsOf({ payouts: [payout('unclaimed', 5)], today: localDay('2026-11-13') });
    expect(reason).toStrictEqual({
      code: 'payout-in-flight',
      amountCents: 5,
      sentence: expect.stringMatching(/^\$0\.05 is in the payout/),
      action: 'Claim it at PayPal with the address that it was sent to.',
      also: [],
      payout: LAST_RUN,
    });
  });

  it('the balance, and weeks that wait for their run', () => {
    const earned = { '2026-11-17': 2, '2026-11-19': 3, '2026-11-22': 4, '2026-11-24': 5 };
    expect(reasonsOf({ carried: 150_00, partner: frozen, earned })).toStrictEqual([
      {
        code: 'tax-questionnaire-missing',
        amountCents: 150_00,
        sentence: expect.stringMatching(/^\$150\.00 is on your balance/),
        action: acts,
        also: ['on-hold'],
      },
      {
        code: 'earned-this-week',
        amountCents: 2,
        sentence: expect.stringMatching(/^\$0\.02 was earned this week/),
        action: acts,
        also,
        weekEnding: '2026-11-21',
      },
      {
        code: 'maturing',
        amountCents: 3,
        sentence: expect.stringMatching(/^\$0\.03 is earned on 2026-11-19/),
        action: acts,
        earnedOn: '2026-11-19',
        also,
        weekEnding: '2026-11-21',
      },
      {
        code: 'maturing',
        amountCents: 9,
        sentence: expect.stringMatching(/^\$0\.09 is earned between 2026-11-22 and 2026-11-24/),
        action: acts,
        also,
        weekEnding: '2026-11-28',
      },
    ]);
  });

  it('a balance that is paid has no action', () =>
    expect(reasonsOf({ carried: 150_00 })).toStrictEqual([
      {
        code: 'next-run',
        amountCents: 150_00,
        sentence: '$150.00 is on your balance and paid on Friday 2026-11-20, when it comes to $150.00.',
        expectedOn: '2026-11-20',
        also: [],
      },
    ]));
});

it('what was paid is what runs took in, less what is carried, on its way or with operations', () => {
  const payouts = [payout('unclaimed', 30_00), payout('reversed', 5_00), payout('paid', 500_00), payout('failed', 9)];
  expect(paidCentsOf(cents(600_00), samplePosition({ carried: 65_00, payouts }))).toBe(500_00);
});

it('void and held amounts of open weeks stand beside the reasons', () => {
  const weeks = weeksOf({ '2026-11-04': 0, '2026-11-12': 0, '2026-12-29': 0 }).map((week) => ({
    ...week,
    voidCents: cents(3_00),
    heldCents: week.weekEnding === '2027-01-02' ? cents(40) : cents(0),
  }));
  const { reasons, unpaidCents, asides } = whyUnpaid({ ...samplePosition(), weeks });
  expect([reasons, unpaidCents]).toEqual([[], 0]);
  expect(asides.map(({ standing, statedCents }) => [standing, statedCents])).toEqual([
    ['void', 6_00],
    ['held', 40],
  ]);
});
