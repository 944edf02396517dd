/** What each coming Friday takes into the balance, and whether it pays: at every boundary of a dated hold. */
import { describe, expect, it } from 'vitest';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../../shared/domain/calendar/week.ts';
import { forecastPayouts, nextPayout, pays } from '../../shared/domain/forecast.ts';
import { cents } from '../../shared/domain/money/cents.ts';
import type { Partner } from '../../shared/domain/partner.ts';
import { samplePartner, samplePaypal } from './sample-partner.ts';
import { LAST_RUN, payout, type Sample, samplePosition } from './why/sample-position.ts';

/** `2026-11-20 6925 below-threshold` or `2026-11-27 11000 pays`. */
const told = (sample: Sample): string[] =>
  forecastPayouts(samplePosition(sample)).fridays.map((each) => {
    const { friday, balanceCents, decision } = each;
    return `${friday} ${balanceCents} ${decision.kind === 'pay' ? 'pays' : decision.reasons.join(' ')}`;
  });
const abroad = (answeredOn: string): Partner =>
  samplePartner({
    country: 'NZ',
    tax: { result: 'foreign-source', answeredOn: localDay(answeredOn), formsOnFile: ['W-8BEN'] },
  });
const changed = (confirmedOn: string): Partner =>
  samplePartner({ paypal: samplePaypal({ changed: true, confirmedOn: localDay(confirmedOn) }) });

describe('the balance', () => {
  it.each<{ why: string; sample: Sample; fridays: string[] }>([
    {
      why: 'is paid in whole when it reaches the threshold, and begins anew',
      sample: { carried: 59_25, earned: { '2026-11-14': 40_75, '2026-11-15': 99_99, '2026-11-22': 1 } },
      fridays: ['2026-11-20 10000 pays', '2026-11-27 9999 below-threshold', '2026-12-04 10000 pays'],
    },
    {
      why: 'waits for a higher minimum of one’s own',
      sample: {
        carried: 240_00,
        partner: samplePartner({ thresholdCents: cents(250_00) }),
        earned: { '2026-11-19': 10_00 },
      },
      fridays: ['2026-11-20 24000 below-threshold', '2026-11-27 25000 pays'],
    },
    {
      why: 'pays off what is negative first',
      sample: { carried: -50_00, earned: { '2026-11-12': 60_00, '2026-11-19': 90_00 } },
      fridays: ['2026-11-20 1000 below-threshold', '2026-11-27 10000 pays'],
    },
    {
      why: 'takes in weeks that the account has not been brought up to',
      sample: {
        account: { lastRun: weekEnding('2026-10-24') },
        earned: { '2026-10-29': 30_00, '2026-11-04': -30_00, '2026-11-12': 100_00 },
      },
      fridays: ['2026-11-20 10000 pays'],
    },
    {
      why: 'leaves out weeks that are in the account',
      sample: { carried: 100_00, earned: { '2026-11-04': 40_00 } },
      fridays: ['2026-11-20 10000 pays'],
    },
    {
      why: 'is paid by the run that stopped, and by the one after it on the same Friday',
      sample: {
        today: localDay('2026-11-22'),
        calendar: { lastRun: weekEnding('2026-11-14'), planning: weekEnding('2026-11-14') },
        carried: 50_00,
        earned: { '2026-11-12': 60_00, '2026-11-19': 130_00 },
      },
      fridays: ['2026-11-27 11000 pays', '2026-11-27 13000 pays'],
    },
    {
      why: 'takes in the week of a Friday that was missed',
      sample: { today: localDay('2026-11-21'), earned: { '2026-11-12': 60_00, '2026-11-19': 60_00 } },
      fridays: ['2026-11-27 12000 pays'],
    },
    {
      why: 'goes on over weeks without earnings',
      sample: { earned: { '2026-12-03': 100_00 } },
      fridays: [
        '2026-11-20 0 below-threshold',
        '2026-11-27 0 below-threshold',
        '2026-12-04 0 below-threshold',
        '2026-12-11 10000 pays',
      ],
    },
  ])('$why', ({ sample, fridays }) => expect(told(sample)).toEqual(fridays));
});

describe('what holds until a day', () => {
  it.each<{ why: string; sample: Sample; fridays: string[] }>([
    {
      why: 'cooling down: over on the Friday itself',
      sample: { carried: 100_00, partner: changed('2026-11-13') },
      fridays: ['2026-11-20 10000 pays'],
    },
    {
      why: 'cooling down: a day left on the Friday',
      sample: { carried: 100_00, partner: changed('2026-11-14') },
      fridays: ['2026-11-20 10000 paypal-address-cooling-down', '2026-11-27 10000 pays'],
    },
    {
      why: 'cooling down, and too little when it ends',
      sample: { carried: 99_99, partner: changed('2026-11-18') },
      fridays: ['2026-11-20 9999 below-threshold paypal-address-cooling-down', '2026-11-27 9999 below-threshold'],
    },
    {
      why: 'last year’s answers: paid on the last Friday of January, held from February on',
      sample: {
        today: localDay('2027-01-28'),
        calendar: { lastRun: weekEnding('2027-01-16') },
        account: { lastRun: weekEnding('2027-01-16') },
        partner: abroad('2026-03-01'),
        earned: { '2027-01-23': 100_00, '2027-01-24': 200_00 },
      },
      fridays: ['2027-01-29 10000 pays', '2027-02-05 20000 tax-questionnaire-missing'],
    },
    {
      why: 'cooling down until the answers have stopped counting',
      sample: {
        today: localDay('2027-01-28'),
        calendar: { lastRun: weekEnding('2027-01-16') },
        account: { lastRun: weekEnding('2027-01-16') },
        carried: 100_00,
        partner: { ...abroad('2026-03-01'), paypal: changed('2027-01-26').paypal as never },
      },
      fridays: ['2027-01-29 10000 paypal-address-cooling-down', '2027-02-05 10000 tax-questionnaire-missing'],
    },
    {
      why: 'a run that stopped decides by the day of its own Friday, not by the day on which it is finished',
      sample: {
        today: localDay('2026-11-22'),
        calendar: { lastRun: weekEnding('2026-11-14'), planning: weekEnding('2026-11-14') },
        carried: 100_00,
        partner: changed('2026-11-14'),
      },
      fridays: ['2026-11-27 10000 paypal-address-cooling-down', '2026-11-27 10000 pays'],
    },
  ])('$why', ({ sample, fridays }) => expect(told(sample)).toEqual(fridays));
});

describe('a payout in flight', () => {
  const onFriday = { today: localDay('2026-11-20'), carried: 100_00 };
  it.each<{ why: string; sample: Sample; first: string }>([
    { why: 'planned: settled by the next Friday', sample: { payouts: [payout('planned', 5)] }, first: 'pays' },
    {
      why: 'planned: not settled by a run of today',
      sample: { ...onFriday, payouts: [payout('planned', 5)] },
      first: 'payout-in-flight',
    },
    {
      why: 'held over a cap: released or refused before a run of today decides',
      sample: { ...onFriday, calendar: { lastRun: LAST_RUN, held: LAST_RUN }, payouts: [payout('planned', 5)] },
      first: 'pays',
    },
    {
      why: 'unclaimed: for as long as it is',
      sample: { payouts: [payout('unclaimed', 5)] },
      first: 'payout-in-flight',
    },
    { why: 'blocked: for as long as it is', sample: { payouts: [payout('blocked', 5)] }, first: 'payout-in-flight' },
    { why: 'not one that is paid', sample: { payouts: [payout('paid', 5)] }, first: 'pays' },
    { why: 'not one that came back', sample: { payouts: [payout('returned', 5)] }, first: 'pays' },
    { why: 'not one that operations look at', sample: { payouts: [payout('refunded', 5)] }, first: 'pays' },
  ])('$why', ({ sample, first }) => {
    const fridays = told({ carried: 100_00, earned: { '2026-12-03': 1 }, ...sample });
    expect(fridays[0]).toMatch(new RegExp(`10000 ${first}$`));
    if (first !== 'pays')
      expect(fridays.some((each) => each.endsWith(' pays'))).toBe(sample.payouts?.[0]?.state === 'planned');
  });
});

describe('the next payout', () => {
  const next = (sample: Sample) => nextPayout(forecastPayouts(samplePosition(sample)));

  it('is the first Friday that pays', () => {
    expect(next({ carried: 59_25, earned: { '2026-11-19': 50_00, '2026-11-24': 500_00 } })).toEqual({
      kind: 'expected',
      on: '2026-11-27',
      amountCents: 109_25,
    });
  });

  it('is held by every reason that one of the Fridays has', () => {
    const partner = { ...abroad('2026-03-01'), paypal: changed('2026-11-18').paypal as never };
    expect(next({ carried: 1_00, partner, earned: { '2027-01-31': 200_00 } })).toEqual({
      kind: 'held',
      reasons: ['below-threshold', 'paypal-address-cooling-down', 'tax-questionnaire-missing'],
    });
  });
});

it('reaches a week that is asked for beyond those with totals', () => {
  const { fridays } = forecastPayouts(samplePosition(), weekEnding('2026-12-12'));
  expect(fridays.at(-1)?.weekEnding).toBe('2026-12-12');
  expect(fridays.some(pays)).toBe(false);
});
