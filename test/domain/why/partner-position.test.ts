/** What runs have decided about a partner and which weeks they have left, for all clients and for one: at each boundary of a run, in whatever order weeks come. */
import { describe, expect, it } from 'vitest';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { type WeekEnding, weekEnding } from '../../../shared/domain/calendar/week.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { cents, NOTHING } from '../../../shared/domain/money/cents.ts';
import { clientAsides } from '../../../shared/domain/why/client-asides.ts';
import { clientParts } from '../../../shared/domain/why/client-parts.ts';
import {
  decidedThrough,
  payoutInFlight,
  undecidedRun,
  unfoldedWeeks,
} from '../../../shared/domain/why/partner-position.ts';
import { byToday, unpaidCentsOf, unpaidParts } from '../../../shared/domain/why/unpaid-parts.ts';
import { whyClient } from '../../../shared/domain/why/why-client.ts';
import { whyUnpaid } from '../../../shared/domain/why/why-unpaid.ts';
import { payout, posting, sampleClient, samplePosition, TODAY, weeksOf } from './sample-position.ts';

const [W1, W2, W3] = ['2026-10-31', '2026-11-07', '2026-11-14'].map(weekEnding) as [WeekEnding, WeekEnding, WeekEnding];
/** Leaves out what is undefined, as the ledger does. */
const position = (
  program: WeekEnding | undefined,
  planning: WeekEnding | undefined,
  account: WeekEnding | undefined,
) => ({
  calendar: { ...(program ? { lastRun: program } : {}), ...(planning ? { planning } : {}) },
  account: { carriedCents: NOTHING, ...(account ? { lastRun: account } : {}) },
});

it.each([
  { why: 'no run yet', is: position(undefined, undefined, undefined), undecided: undefined, decided: undefined },
  { why: 'a run changed the account', is: position(W2, undefined, W2), undecided: undefined, decided: W2 },
  { why: 'a run had nothing to change', is: position(W2, undefined, W1), undecided: undefined, decided: W2 },
  { why: 'and there was no account', is: position(W2, undefined, undefined), undecided: undefined, decided: W2 },
  { why: 'a run plans and has not come here', is: position(W2, W2, W1), undecided: W2, decided: W1 },
  { why: 'and it is the first one', is: position(W2, W2, undefined), undecided: W2, decided: undefined },
  { why: 'a run plans and has been here', is: position(W2, W2, W2), undecided: undefined, decided: W2 },
  { why: 'an account is ahead of what was read', is: position(W1, undefined, W2), undecided: undefined, decided: W2 },
])('$why', ({ is, undecided, decided }) => {
  expect(undecidedRun(is)).toBe(undecided);
  expect(decidedThrough(is)).toBe(decided);
});

describe('the weeks that are not in the account yet', () => {
  const weeks = weeksOf({ '2026-11-14': 4, '2026-10-31': 1, '2026-11-07': 2 });
  const of = (account: Parameters<typeof samplePosition>[0]) =>
    unfoldedWeeks({ ...samplePosition(account), weeks }).map((week) => week.weekEnding);

  it('come after its last run, the earliest first', () => {
    expect(of({ account: { lastRun: W1 } })).toEqual([W2, W3]);
    expect(of({ account: { lastRun: undefined } })).toEqual([W1, W2, W3]);
  });
});

it('one payout is in flight: what is settled is not', () => {
  const unclaimed = payout('unclaimed', 5, W1);
  expect(payoutInFlight(samplePosition({ payouts: [payout('paid', 1), payout('reversed', 2), unclaimed] }))).toBe(
    unclaimed,
  );
  expect(payoutInFlight(samplePosition({ payouts: [payout('paid', 1), payout('failed', 2)] }))).toBeUndefined();
});

describe('unpaid cents are', () => {
  it('on the balance up to the last week that was decided about, and ahead of it by their days', () => {
    const earned = { '2026-11-14': 4, '2026-11-07': 2, '2026-11-19': 16, '2026-11-18': 8 };
    const sample = {
      carried: 1,
      calendar: { lastRun: W2 },
      account: { lastRun: W1 },
      payouts: [payout('blocked', 32)],
    };
    const parts = unpaidParts({ ...samplePosition(sample), weeks: weeksOf(earned) });
    expect(parts).toEqual({
      sent: [{ payout: payout('blocked', 32), cents: 32 }],
      balanceCents: 3,
      earned: [
        { weekEnding: '2026-11-14', cents: 4, firstDay: '2026-11-14', lastDay: '2026-11-14' },
        { weekEnding: '2026-11-21', cents: 8, firstDay: '2026-11-18', lastDay: '2026-11-18' },
      ],
      ahead: [{ weekEnding: '2026-11-21', cents: 16, firstDay: '2026-11-19', lastDay: '2026-11-19' }],
    });
    expect(unpaidCentsOf(parts)).toBe(63);
  });

  it('not decided about before the first run', () =>
    expect(
      unpaidParts(samplePosition({ calendar: {}, account: { lastRun: undefined }, earned: { '2026-11-07': 2 } })),
    ).toMatchObject({ balanceCents: 0, earned: [{ cents: 2 }], ahead: [] }));

  it('told from the first to the last day that has any, in whatever order days come', () => {
    const day = (earnedOn: string, amount: number, week = '2026-11-28') => ({
      weekEnding: weekEnding(week),
      earnedOn: localDay(earnedOn),
      cents: cents(amount),
    });
    const days = [
      day('2026-11-27', 4),
      day('2026-11-28', 0),
      day('2026-11-24', 1),
      day('2026-11-22', 0),
      day('2026-11-21', 8, '2026-11-21'),
    ];
    expect(byToday(days, TODAY)).toEqual({
      earned: [],
      ahead: [
        { weekEnding: '2026-11-21', cents: 8, firstDay: '2026-11-21', lastDay: '2026-11-21' },
        { weekEnding: '2026-11-28', cents: 5, firstDay: '2026-11-24', lastDay: '2026-11-27' },
      ],
    });
  });
});

describe('of one client', () => {
  it('a payout is told once for several weeks, and not where they come to nothing', () => {
    const [paid, unclaimed] = [payout('paid', 7, W1), payout('unclaimed', 9, W3)];
    const postings = [
      posting('2026-11-05', 2),
      posting('2026-10-30', 5),
      posting('2026-10-29', -5),
      posting('2026-11-12', 4),
      posting('2026-11-13', -1),
    ];
    expect(clientParts(samplePosition(), postings, [unclaimed, paid])).toEqual({
      paidCents: 0,
      sent: [{ payout: unclaimed, cents: 5 }],
      balanceCents: 0,
      earned: [],
      ahead: [],
    });
  });

  it('weeks are on the balance up to the last that was decided about', () => {
    const postings = [posting('2026-11-07', 1), posting('2026-11-08', 2), posting('2026-11-19', 4)];
    expect(clientParts(samplePosition(), postings, [])).toMatchObject({
      balanceCents: 1,
      earned: [{ cents: 2 }],
      ahead: [{ cents: 4 }],
    });
    expect(clientParts(samplePosition({ calendar: {}, account: { lastRun: undefined } }), postings, [])).toMatchObject({
      balanceCents: 0,
      earned: [{ cents: 1 }, { cents: 2 }],
      ahead: [{ cents: 4 }],
    });
  });

  it('what is void is told by its last word alone, and not where it comes to nothing', () => {
    const cancelled = { cents: NOTHING, standing: 'void', reason: 'cancelled-before-maturity' } as const;
    const codes = (...payments: Parameters<typeof clientAsides>[0]) =>
      clientAsides(payments, 'Acme').map(({ code, statedCents }) => `${code} ${statedCents}`);
    expect(codes([posting('2026-11-02', 5, cancelled)], [posting('2026-11-02', -5, cancelled)])).toEqual([]);
    expect(codes([posting('2026-11-02', 5, { ...cancelled, standing: 'counts' })])).toEqual([]);
    expect(codes([posting('2026-11-02', 5, { standing: 'void', reason: 'refund' })])).toEqual([]);
    expect(
      codes([posting('2026-11-02', 5, { ...cancelled, weekEnding: W3 }), posting('2026-11-02', 7, cancelled)]),
    ).toEqual(['cancelled-before-maturity 5']);
  });
});

describe('void and held amounts of all clients', () => {
  const weeks = weeksOf({ '2026-11-07': 0, '2026-11-14': 0, '2026-11-21': 0 }).map((week, place) => ({
    ...week,
    voidCents: cents(10 ** place),
  }));
  const told = (account: object, calendar = { lastRun: W3 }) =>
    whyUnpaid({ ...samplePosition({ calendar, account }), weeks }).asides.map(({ statedCents }) => statedCents);

  it('are those of weeks that no run has decided about', () => {
    expect(told({ lastRun: W1 })).toEqual([100]);
    expect(told({ lastRun: undefined }, {} as never)).toEqual([111]);
  });
});

describe('why a client’s commissions are not paid', () => {
  const why = (...filed: ReturnType<typeof posting>[]) =>
    whyClient(samplePosition(), { client: sampleClient(), name: 'Acme', payments: [{ filed }], payouts: [] });

  it('is told of the partner’s own alone', () =>
    expect(why(posting('2026-11-12', 5), posting('2026-11-12', 7, { partnerId: partnerId('p2') }))).toMatchObject({
      unpaidCents: 5,
      reasons: [{ amountCents: 5 }],
    }));

  it('looks ahead as far as the latest week, in whatever order weeks come', () => {
    const [early, middle, late] = [posting('2026-12-10', 1), posting('2027-01-10', 2), posting('2027-02-10', 4)];
    for (const filed of [
      [early, middle, late],
      [late, middle, early],
      [middle, late, early],
    ])
      expect(why(...filed).reasons.map(({ earnedOn }) => earnedOn)).toEqual(['2026-12-10', '2027-01-10', '2027-02-10']);
  });

  it('finds the first payout from a week on, in whatever order payouts come', () => {
    const [first, second] = [payout('unclaimed', 1, W1), payout('blocked', 2, W2)];
    for (const payouts of [
      [first, second],
      [second, first],
    ])
      expect(clientParts(samplePosition(), [posting('2026-10-30', 1)], payouts).sent).toEqual([
        { payout: first, cents: 1 },
      ]);
  });
});
