/** Sentences that hang on whose cents they are, and on which of a hold's causes it is, word for word. */
import { describe, expect, it } from 'vitest';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import type { Client } from '../../../shared/domain/client.ts';
import { forecastPayouts } from '../../../shared/domain/forecast.ts';
import type { HoldReason } from '../../../shared/domain/hold-reason.ts';
import { type ClaimId, partnerId } from '../../../shared/domain/ids.ts';
import { cents, NOTHING } from '../../../shared/domain/money/cents.ts';
import type { Partner } from '../../../shared/domain/partner.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/program-settings.ts';
import { clientAside, isAsideCode, openWeekAsides } from '../../../shared/domain/why/aside-sentences.ts';
import { balanceSentence } from '../../../shared/domain/why/balance-sentences.ts';
import { CLIENT_STANDINGS, clientStanding } from '../../../shared/domain/why/client-standing.ts';
import { fateOf } from '../../../shared/domain/why/fate.ts';
import { holdAction, holdClause } from '../../../shared/domain/why/hold-sentences.ts';
import { earnedSentence, maturingSentence } from '../../../shared/domain/why/open-week-sentences.ts';
import { sentAction, sentSentence } from '../../../shared/domain/why/payout-sentences.ts';
import { ASIDE_CODES, REASON_CODES } from '../../../shared/domain/why/reason.ts';
import { daysAsClient, type WhyContext } from '../../../shared/domain/why/why-context.ts';
import { samplePartner } from '../sample-partner.ts';
import { payout, type Sample, sampleClient, samplePosition, TODAY } from './sample-position.ts';

const ACME = { name: 'Acme', since: localDay('2026-10-02') };
const contextOf = (sample: Sample, client?: WhyContext['client']): WhyContext => {
  const position = samplePosition(sample);
  return {
    position,
    forecast: forecastPayouts(position, weekEnding('2027-01-02')),
    balanceCents: position.account.carriedCents,
    ...(client ? { client } : {}),
  };
};

it('the codes that the API names are these', () => {
  expect(REASON_CODES.slice(-5)).toEqual([
    'next-run',
    'negative-balance',
    'earned-this-week',
    'maturing',
    'with-operations',
  ]);
  expect(ASIDE_CODES).toEqual([
    'self-referral',
    'cancelled-before-maturity',
    'referrer-corrected',
    'self-referral-review',
  ]);
  expect(CLIENT_STANDINGS).toEqual([
    'no-purchase-yet',
    'maturing',
    'earning',
    'void-cancelled',
    'self-referral',
    'self-referral-review',
    'other-referrer',
  ]);
});

describe('what counts nowhere', () => {
  it.each([
    {
      code: 'self-referral',
      standing: 'void',
      sentence:
        '$5.00 from Acme is void: the account’s owner has your name or an e-mail address of yours, and nobody earns on an account of their own.',
      action: 'Where you only manage an account, let your client own it and be a secondary user yourself.',
    },
    {
      code: 'cancelled-before-maturity',
      standing: 'void',
      sentence: '$5.00 from Acme is void: the client cancelled before its commissions were earned.',
      action: undefined,
    },
    {
      code: 'referrer-corrected',
      standing: 'void',
      sentence: '$5.00 from Acme is void: the client was credited to you and is not any more.',
      action: 'If it was you who referred this client, claim it in the Partner Center.',
    },
    {
      code: 'self-referral-review',
      standing: 'held',
      sentence:
        '$5.00 from Acme is held: the account’s owner has your name and an address in a business of its own; operations find out whose business it is.',
      action: 'Tell support whether you manage this account for a client.',
    },
  ] as const)('$code', ({ code, standing, sentence, action }) => {
    expect(isAsideCode(code)).toBe(true);
    expect(clientAside(code, cents(5_00), 'Acme')).toStrictEqual({
      standing,
      code,
      statedCents: 5_00,
      sentence,
      ...(action ? { action } : {}),
    });
  });

  it.each(['refund', 'operations', 'toString', undefined] as const)('%s is no cause of it', (reason) =>
    expect(isAsideCode(reason as never)).toBe(false),
  );

  it('is told of all clients in one amount, if there is any', () => {
    expect(openWeekAsides(NOTHING, NOTHING)).toEqual([]);
    expect(openWeekAsides(cents(6_00), cents(40))).toEqual([
      {
        standing: 'void',
        statedCents: 6_00,
        sentence: '$6.00 of this week and of weeks to come is void: each client tells why.',
      },
      {
        standing: 'held',
        statedCents: 40,
        sentence:
          '$0.40 of this week and of weeks to come is held: operations find out whether clients are businesses of your own.',
      },
    ]);
  });
});

describe('the balance', () => {
  const said = (sample: Sample, amount: number, client?: WhyContext['client']) => {
    const context = contextOf(sample, client);
    return balanceSentence(cents(amount), fateOf(context.forecast), context);
  };

  it('of nothing at all is not negative', () =>
    expect(said({}, 0)).toBe(
      '$0.00 is on your balance, which is carried on Friday 2026-11-20: it comes to $0.00 by then, and payouts begin at $100.00.',
    ));

  it('negative, of which a client has a part', () =>
    expect(said({ carried: -50_00 }, -30_00, ACME)).toBe(
      '−$30.00 from Acme is part of your balance of −$50.00: refunds or corrections came after a payout, and what you earn from now on pays them off first.',
    ));

  it('tells of several holds one after the other', () =>
    expect(said({ carried: 150_00, partner: samplePartner({ hold: 'x', country: 'NZ' }) }, 150_00)).toBe(
      '$150.00 is on your balance, which is carried on Friday 2026-11-20: the four tax questions are not answered; operations have put your payouts on hold.',
    ));
});

describe('weeks that wait for their run', () => {
  const part = (week: string, amount: number, firstDay: string, lastDay = firstDay) => ({
    weekEnding: weekEnding(week),
    cents: cents(amount),
    firstDay: localDay(firstDay),
    lastDay: localDay(lastDay),
  });
  const frozen = { carried: 150_00, partner: samplePartner({ frozen: true }) };

  it('ahead, of all clients, held by more than the threshold', () => {
    const context = contextOf(frozen);
    const ahead = part('2026-11-21', 24, '2026-11-19', '2026-11-21');
    expect(maturingSentence(ahead, fateOf(context.forecast, ahead.weekEnding), context)).toBe(
      '$0.24 is earned between 2026-11-19 and 2026-11-21, when its clients have been clients for 90 days, and carried with your balance on Friday 2026-11-27: you froze your payouts.',
    );
  });

  it('ahead, of a client whose first purchase is not known', () => {
    const context = contextOf({ carried: 150_00 }, { name: 'Acme' });
    const ahead = part('2026-11-21', 24, '2026-11-19');
    expect(maturingSentence(ahead, fateOf(context.forecast, ahead.weekEnding), context)).toMatch(
      /^\$0\.24 from Acme is earned on 2026-11-19, when its clients have been clients for 90 days, and /,
    );
  });

  it('carried, and paid on a later Friday as known today', () => {
    const partner = samplePartner({
      paypal: { address: 'robin@payee.example', version: 2, changed: true, confirmedOn: localDay('2026-11-14') },
    });
    const context = contextOf({ partner, earned: { '2026-11-14': 120_00 } });
    const earned = part('2026-11-14', 120_00, '2026-11-14');
    expect(earnedSentence(earned, fateOf(context.forecast, earned.weekEnding), context)).toBe(
      '$120.00 was earned in the week that ended on 2026-11-14 and is carried with your balance on Friday 2026-11-20: your PayPal address was changed, and since it was confirmed on 2026-11-14 it is paid from 2026-11-21 on. As known today it is paid on Friday 2026-11-27, when it comes to $120.00.',
    );
  });

  it('below the threshold, and over it on a later Friday', () => {
    const context = contextOf({ earned: { '2026-11-14': 60_00, '2026-11-21': 60_00 } });
    const earned = part('2026-11-14', 60_00, '2026-11-14');
    expect(earnedSentence(earned, fateOf(context.forecast, earned.weekEnding), context)).toBe(
      '$60.00 was earned in the week that ended on 2026-11-14 and is paid on Friday 2026-11-20 if your balance then reaches $100.00. As known today it comes to $60.00 then; it is paid on Friday 2026-11-27, when it comes to $120.00.',
    );
  });

  it('more refunded than earned in a week that is over, whose own Friday was missed', () => {
    const context = contextOf({ today: localDay('2026-11-21'), earned: { '2026-11-12': -5_00 } }, ACME);
    const earned = part('2026-11-14', -5_00, '2026-11-12');
    expect(earnedSentence(earned, fateOf(context.forecast, earned.weekEnding), context)).toBe(
      'Refunds and corrections of the week that ended on 2026-11-14 take $5.00 from Acme off your balance on Friday 2026-11-27. Its own Friday was 2026-11-20: the run of 2026-11-27 makes up for it.',
    );
  });

  it('on its own Friday nothing is late yet', () => {
    const context = contextOf({ today: localDay('2026-11-20'), earned: { '2026-11-14': 120_00 } });
    const earned = part('2026-11-14', 120_00, '2026-11-14');
    expect(earnedSentence(earned, fateOf(context.forecast, earned.weekEnding), context)).toBe(
      '$120.00 was earned in the week that ended on 2026-11-14 and is paid on Friday 2026-11-20 with your balance, which comes to $120.00 then.',
    );
  });

  it('on the day that ends it a week is still this week', () => {
    const context = contextOf({ today: localDay('2026-11-21'), earned: { '2026-11-21': 120_00 } });
    const earned = part('2026-11-21', 120_00, '2026-11-21');
    expect(earnedSentence(earned, fateOf(context.forecast, earned.weekEnding), context)).toMatch(
      /^\$120\.00 was earned this week, which ends on 2026-11-21, and is paid/,
    );
  });

  it('a week beyond the forecast has no fate', () =>
    expect(() => fateOf({ fridays: [] }, weekEnding('2026-11-21'))).toThrow(
      new RangeError('the forecast ends before the week ending 2026-11-21'),
    ));
});

describe('a hold', () => {
  const [friday] = forecastPayouts(samplePosition({ carried: 150_00 })).fridays;
  const said = (hold: HoldReason, sample: Sample, on: Partial<NonNullable<typeof friday>> = {}) => {
    if (!friday) throw new Error('no Friday');
    const position = samplePosition(sample);
    return [holdClause(hold, position, { ...friday, ...on }), holdAction(hold, position, { ...friday, ...on })];
  };
  const abroad = (tax: Partner['tax'], more: Partial<Partner> = {}) => ({
    partner: samplePartner({ country: 'NZ', tax, ...more }),
  });
  const own = { partner: samplePartner({ thresholdCents: cents(250_00) }) };
  const lower = "Your own minimum payout is higher than the program's: you can lower it to $100.00 in the settings.";
  const answeredOn = localDay('2026-03-01');
  const inFebruary = { weekEnding: weekEnding('2027-01-30') };
  const { paypal: _, ...noAddress } = samplePartner();
  const free = { ...DEFAULT_SETTINGS, thresholdCents: NOTHING };

  it.each<{ why: string; hold: HoldReason; sample: Sample; on?: object; clause: string; action?: string }>([
    {
      why: 'a minimum that the program’s own reaches',
      hold: 'below-threshold',
      sample: own,
      on: { balanceCents: cents(100_00) },
      clause: 'it comes to $100.00 by then, and payouts begin at $250.00',
      action: lower,
    },
    {
      why: 'a cent less than the program’s',
      hold: 'below-threshold',
      sample: own,
      on: { balanceCents: cents(99_99) },
      clause: 'it comes to $99.99 by then, and payouts begin at $250.00',
    },
    {
      why: 'nothing, where the program has no minimum',
      hold: 'below-threshold',
      sample: { settings: free },
      on: { balanceCents: NOTHING },
      clause: 'it comes to $0.00 by then, and payouts begin at $0.00',
    },
    {
      why: 'an address whose confirmation is not known',
      hold: 'paypal-address-cooling-down',
      sample: { partner: noAddress },
      clause: 'your PayPal address was changed',
    },
    {
      why: 'answers that count no longer on the Friday, this year',
      hold: 'tax-questionnaire-missing',
      sample: abroad({ result: 'foreign-source', answeredOn, formsOnFile: [] }),
      on: inFebruary,
      clause: 'your answers to the four tax questions count until 2027-01-31',
      action: 'Answer the four tax questions anew in January 2027.',
    },
    {
      why: 'those answers, once the year has turned',
      hold: 'tax-questionnaire-missing',
      sample: { ...abroad({ result: 'foreign-source', answeredOn, formsOnFile: [] }), today: localDay('2027-01-01') },
      on: inFebruary,
      clause: 'your answers to the four tax questions count until 2027-01-31',
      action: 'Answer the four tax questions anew in the settings.',
    },
    {
      why: 'an answer of which the day is not known',
      hold: 'tax-questionnaire-missing',
      sample: abroad({ result: 'foreign-source', formsOnFile: [] }),
      clause: 'the four tax questions are not answered',
      action: 'Answer the four tax questions in the settings.',
    },
    {
      why: 'work in the United States, answered',
      hold: 'tax-questionnaire-missing',
      sample: abroad({ result: 'us-source-income', answeredOn, formsOnFile: [] }, { countryUnderReview: true }),
      clause:
        'your move to the United States is not reviewed yet, and your answers to the four tax questions are reviewed',
      action: 'Answer the four tax questions in the settings.',
    },
    {
      why: 'a form, while a move is under review',
      hold: 'tax-questionnaire-missing',
      sample: abroad({ result: 'foreign-source', answeredOn, formsOnFile: [] }, { countryUnderReview: true }),
      clause: 'your move to the United States is not reviewed yet, and Form W-8BEN is needed and not on file',
      action: 'Send Form W-8BEN to support.',
    },
    {
      why: 'frozen alone',
      hold: 'on-hold',
      sample: { partner: samplePartner({ frozen: true }) },
      clause: 'you froze your payouts',
      action: 'Get in touch with support.',
    },
    {
      why: 'a planned payout',
      hold: 'payout-in-flight',
      sample: { payouts: [payout('paid', 7), payout('planned', 20_00)] },
      clause: 'your payout of $20.00 of Friday 2026-11-13 is not settled yet',
    },
    {
      why: 'a payout that is not at hand',
      hold: 'payout-in-flight',
      sample: {},
      clause: 'an earlier payout is on its way',
    },
  ])('$why', ({ hold, sample, on, clause, action }) => expect(said(hold, sample, on)).toEqual([clause, action]));
});

describe('what was sent', () => {
  it.each([
    ['planned', undefined],
    ['unclaimed', 'Claim it at PayPal with the address that it was sent to.'],
    ['blocked', 'Get in touch with support.'],
    ['refunded', 'Get in touch with support.'],
  ] as const)('%s', (state, action) => expect(sentAction(payout(state, 1))).toBe(action));

  it.each(['paid', 'failed', 'put-back'] as const)('%s is none of it', (state) =>
    expect(() => sentSentence({ payout: payout(state, 1), cents: cents(1) }, contextOf({}))).toThrow(
      new RangeError(`a payout that is ${state} is neither in flight nor with operations`),
    ),
  );
});

describe('how a client stands', () => {
  const { since: _, ...withoutPurchase } = sampleClient();
  const standing = (client: Client) =>
    clientStanding({ client, name: 'Acme', partner: samplePartner(), settings: DEFAULT_SETTINGS, today: TODAY });
  const robin = samplePartner().id;
  const other = partnerId('p2');
  const claimed = {
    corrections: [{ claimId: 'c1' as ClaimId, partner: other, from: localDay('2026-11-01'), nr: 1 }],
  };
  const { owner: __, ...unknownOwner } = sampleClient();

  it.each([
    {
      why: 'signed up',
      client: withoutPurchase,
      is: { code: 'no-purchase-yet', sentence: 'Acme has signed up and not bought anything yet.' },
    },
    {
      why: 'a client whose owner is not known yet is nobody’s own',
      client: unknownOwner,
      is: {
        code: 'maturing',
        maturesOn: '2026-12-31',
        sentence:
          'Acme has been a client for 47 days, with 43 days left to 90: what it pays is earned from 2026-12-31 on.',
      },
    },
    {
      why: 'of the partner’s name at work',
      client: sampleClient({ owner: { name: 'Robin Partner', email: 'robin@acme.example' } }),
      is: {
        code: 'self-referral-review',
        maturesOn: '2026-12-31',
        sentence:
          'Acme has an owner of your name: its commissions are held until operations decide whether it is a business of yours.',
      },
    },
    {
      why: 'of somebody else from the sign-up on',
      client: sampleClient({ referrer: other }),
      is: { code: 'other-referrer', maturesOn: '2026-12-31', sentence: 'Acme is not credited to you.' },
    },
    {
      why: 'taken by a claim',
      client: sampleClient({ referrer: robin, ...claimed }),
      is: {
        code: 'other-referrer',
        maturesOn: '2026-12-31',
        sentence:
          "Acme is credited to another partner by the client's word: what it paid before 2026-11-01 stays with you, and what it paid from then on is theirs.",
      },
    },
  ])('$why', ({ client, is }) => expect(standing(client)).toStrictEqual(is));

  it.each([
    ['2026-11-19', '0 days'],
    ['2026-11-18', '0 days'],
    ['2026-11-17', '1 day'],
    ['2026-11-16', '2 days'],
  ])('a client since %s has been one for %s', (since, words) =>
    expect(daysAsClient(localDay(since), TODAY)).toBe(words),
  );
});
