/** The FAQ's "why didn't I get paid for the account I referred?", line by line: what the partner is told instead of a list of possible reasons. */
import { describe, expect, it } from 'vitest';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import type { Client } from '../../../shared/domain/client.ts';
import type { Posting } from '../../../shared/domain/filing.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { cents, NOTHING } from '../../../shared/domain/money/cents.ts';
import { type WhyClient, whyClient } from '../../../shared/domain/why/why-client.ts';
import { LAST_RUN, payout, posting, type Sample, sampleClient, samplePosition } from './sample-position.ts';

interface Line {
  readonly faq: string;
  readonly sample: Sample;
  readonly client?: Partial<Client>;
  readonly filed: readonly Posting[];
  readonly told: Partial<Record<'code' | 'sentence' | 'action' | 'expectedOn' | 'earnedOn', string | undefined>>;
}

const whyAcme = (sample: Sample, client: Partial<Client>, ...payments: Posting[][]): WhyClient =>
  whyClient(samplePosition(sample), {
    client: sampleClient(client),
    name: 'Acme',
    payments: payments.map((filed) => ({ filed })),
    payouts: sample.payouts ?? [],
  });

const november16 = localDay('2026-11-16');
const early = { since: localDay('2026-09-30') };

describe('why an account’s commissions are not paid', () => {
  it.each<Line>([
    {
      faq: 'we do not pay commissions on new accounts until the person you’ve referred has been a client for 90 days',
      sample: { today: november16, earned: { '2026-12-29': 39_50 } },
      client: early,
      filed: [posting('2026-12-29', 39_50)],
      told: {
        code: 'maturing',
        sentence:
          'Acme has been a client for 47 days; its $39.50 is earned on 2026-12-29 and paid on Friday 2027-01-08 if your balance then reaches $100.00. As known today it comes to $39.50 then.',
        action: undefined,
        expectedOn: undefined,
        earnedOn: '2026-12-29',
      },
    },
    {
      faq: 'once the person you’ve referred has been a client for 90 days, all unpaid commissions will be paid',
      sample: { today: november16, carried: 60_50, earned: { '2026-12-29': 39_50 } },
      client: early,
      filed: [posting('2026-12-29', 39_50)],
      told: {
        code: 'maturing',
        sentence:
          'Acme has been a client for 47 days; its $39.50 is earned on 2026-12-29 and paid on Friday 2027-01-08 with your balance, which comes to $100.00 then.',
        expectedOn: '2027-01-08',
        earnedOn: '2026-12-29',
      },
    },
    {
      faq: 'for three months, the total commission earned would be only $59.25',
      sample: { carried: 59_25 },
      filed: [posting('2026-10-02', 19_75), posting('2026-10-09', 19_75), posting('2026-11-02', 19_75)],
      told: {
        code: 'below-threshold',
        sentence:
          '$59.25 from Acme is on your balance, which is carried on Friday 2026-11-20: it comes to $59.25 by then, and payouts begin at $100.00.',
        action: undefined,
        expectedOn: undefined,
      },
    },
    {
      faq: 'you would need to wait for a few more months, or refer more accounts, for that total commission to reach $100',
      sample: { carried: 59_25, earned: { '2026-12-02': 19_75, '2027-01-02': 39_50 } },
      filed: [posting('2026-10-02', 19_75), posting('2026-10-09', 19_75), posting('2026-11-02', 19_75)],
      told: {
        code: 'below-threshold',
        sentence:
          '$59.25 from Acme is on your balance, which is carried on Friday 2026-11-20: it comes to $59.25 by then, and payouts begin at $100.00. As known today it is paid on Friday 2027-01-08, when it comes to $118.50.',
        expectedOn: '2027-01-08',
      },
    },
    {
      faq: 'each Friday for the payments earned during the previous week, which runs from Sunday-Saturday: the previous week',
      sample: { earned: { '2026-11-14': 120_00 } },
      filed: [posting('2026-11-14', 120_00)],
      told: {
        code: 'earned-this-week',
        sentence:
          '$120.00 from Acme was earned in the week that ended on 2026-11-14 and is paid on Friday 2026-11-20 with your balance, which comes to $120.00 then.',
        action: undefined,
        expectedOn: '2026-11-20',
      },
    },
    {
      faq: 'once you’ve passed the threshold, your payment will be processed the following week',
      sample: { earned: { '2026-11-15': 120_00 } },
      filed: [posting('2026-11-15', 120_00)],
      told: {
        code: 'earned-this-week',
        sentence:
          '$120.00 from Acme was earned this week, which ends on 2026-11-21, and is paid on Friday 2026-11-27 with your balance, which comes to $120.00 then.',
        expectedOn: '2026-11-27',
      },
    },
    {
      faq: 'your commission payment is likely waiting to be processed: the next run pays what nothing holds any more',
      sample: { carried: 120_00 },
      filed: [posting('2026-11-02', 120_00)],
      told: {
        code: 'next-run',
        sentence: '$120.00 from Acme is on your balance and paid on Friday 2026-11-20, when it comes to $120.00.',
        expectedOn: '2026-11-20',
      },
    },
    {
      faq: 'if you have met all of the payment requirements and still haven’t been paid: it is on its way',
      sample: { payouts: [payout('planned', 120_00)], today: localDay('2026-11-13') },
      filed: [posting('2026-11-02', 120_00)],
      told: {
        code: 'payout-in-flight',
        sentence:
          '$120.00 from Acme is in the payout of Friday 2026-11-13, which is on its way to you: PayPal has not said yet that it is paid.',
        expectedOn: '2026-11-13',
      },
    },
  ])('$faq', ({ sample, client = {}, filed, told }) => {
    const { reasons, asides } = whyAcme(sample, client, ...filed.map((each) => [each]));
    expect(reasons).toHaveLength(1);
    expect(asides).toEqual([]);
    const [reason] = reasons;
    for (const [name, value] of Object.entries(told)) expect(reason?.[name as keyof typeof told], name).toBe(value);
  });
});

describe('why an account’s commissions are never paid', () => {
  const worthless = { cents: NOTHING, standing: 'void' } as const;

  it('the client you’ve referred cancels during the window of our 90 day money-back guarantee', () => {
    const why = whyAcme({ today: november16 }, { ...early, cancelledOn: localDay('2026-11-10') }, [
      posting('2026-12-29', 39_50, { ...worthless, reason: 'cancelled-before-maturity' }),
    ]);
    expect(why.reasons).toEqual([]);
    expect(why.asides.map(({ sentence }) => sentence)).toEqual([
      '$39.50 from Acme is void: the client cancelled before its commissions were earned.',
    ]);
    expect(why.standing.sentence).toBe(
      'Acme cancelled on 2026-11-10, before it had been a client for 90 days: its commissions are void.',
    );
  });

  it('ensure you’ve been designated as the referrer for the accounts you’ve referred', () => {
    const takenBack = { statedCents: cents(39_50), standing: 'void', reason: 'referrer-corrected' } as const;
    const why = whyAcme(
      { carried: -39_50, payouts: [payout('paid', 39_50, weekEnding('2026-10-17'))] },
      { referrer: partnerId('p2') },
      [posting('2026-10-12', 39_50), posting('2026-10-12', -39_50, { weekEnding: LAST_RUN, ...takenBack })],
    );
    expect(why.standing).toMatchObject({ code: 'other-referrer', sentence: 'Acme is not credited to you.' });
    expect(why.reasons).toMatchObject([{ code: 'negative-balance', amountCents: -39_50 }]);
    expect(why.paidCents).toBe(39_50);
    expect(why.asides).toMatchObject([
      {
        sentence: '$39.50 from Acme is void: the client was credited to you and is not any more.',
        action: 'If it was you who referred this client, claim it in the Partner Center.',
      },
    ]);
  });

  it('we cannot pay commission on accounts that were self-referred', () => {
    const owner = { name: 'Someone', email: 'robin@partner.example' };
    const why = whyAcme({}, { owner }, [posting('2026-11-02', 39_50, { ...worthless, reason: 'self-referral' })]);
    expect(why.standing.sentence).toBe('Acme is an account of your own: it earns you nothing.');
    expect(why.asides).toMatchObject([{ standing: 'void', code: 'self-referral', statedCents: 39_50 }]);
    expect(why.asides[0]?.action).toMatch(/let your client own it and be a secondary user/);
  });
});
