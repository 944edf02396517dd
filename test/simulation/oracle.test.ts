/** The simulation's own reading of the rules, at the examples that RULES.md gives. */
import { describe, expect, it } from 'vitest';
import type { BillingEventInput } from '../../shared/contracts/billing-events.ts';
import { dayInProgram, dayOf, dayText } from './days.ts';
import { Earned } from './oracle/earned.ts';
import { reasonsAgainst, type Standing } from './oracle/standings.ts';
import { stateProblems } from './oracle/states-watch.ts';

const partner = (id: string, basisPoints?: number) => ({
  id,
  name: `Partner ${id}`,
  emails: [{ address: `${id}@partner.example`, from: dayOf('2025-11-02') }],
  rates: basisPoints === undefined ? [] : [{ from: dayOf('2025-11-02'), basisPoints }],
});
const signUp = (ownerEmail = 'owner@c.example', ownerName = 'Owner'): BillingEventInput => ({
  ...{ id: 's', type: 'client-signed-up', clientId: 'c', ownerName, ownerEmail, referrerId: 'p' },
});
const payment = (id: string, amount: string, paidAt: string): BillingEventInput => ({
  ...{ id, type: 'payment', paymentId: id, clientId: 'c', amount, currency: 'USD', paidAt },
});
const movement = (type: 'refund' | 'chargeback' | 'chargeback-reversed', id: string, amount: string, on: string) =>
  ({ id, type, refundId: id, paymentId: 'pay', amount, on }) as const;

function earned(...events: BillingEventInput[]): Earned {
  const oracle = new Earned({ maturityDays: 90 });
  oracle.partnerIs(partner('p'));
  for (const event of events) oracle.hear(event);
  return oracle;
}
const by = (oracle: Earned, day: string): number => oracle.upTo('p', dayOf(day));

describe('earned', () => {
  it('counts from the day on which the client matures', () => {
    const oracle = earned(signUp(), payment('pay', '79.00', '2026-01-01'));
    expect([by(oracle, '2026-03-31'), by(oracle, '2026-04-01')]).toEqual([0, 1_975]);
  });

  it.each([
    ['2026-03-31', 0],
    ['2026-04-01', 1_975],
  ])('a cancellation on %s leaves %d', (on, left) => {
    const cancelled: BillingEventInput = { id: 'x', type: 'cancellation', clientId: 'c', on };
    expect(by(earned(signUp(), payment('pay', '79.00', '2026-01-01'), cancelled), '2027-01-01')).toBe(left);
  });

  it('takes the difference of two rounded nets for a refund, and never rounds the refund', () => {
    const refunds = [movement('refund', 'r1', '0.01', '2026-05-01'), movement('refund', 'r2', '0.01', '2026-05-02')];
    const oracle = earned(signUp(), payment('pay', '0.06', '2026-01-01'), ...refunds);
    // 1.5 → 2, 1.25 → 1, 1
    expect(['2026-04-30', '2026-05-01', '2026-05-02'].map((day) => by(oracle, day))).toEqual([2, 1, 1]);
  });

  it('refuses what takes the net below zero, also in between, and reversals of more than is charged back', () => {
    const oracle = earned(signUp(), payment('pay', '100.00', '2026-01-01'));
    expect(oracle.hear(movement('refund', 'a', '60.00', '2026-02-01'))).toBe(true);
    expect(oracle.hear(movement('chargeback', 'b', '50.00', '2026-01-15'))).toBe(false);
    expect(oracle.hear(movement('chargeback', 'c', '40.00', '2026-02-01'))).toBe(true);
    expect(oracle.hear(movement('chargeback-reversed', 'd', '41.00', '2026-02-03'))).toBe(false);
    expect(oracle.hear(movement('chargeback-reversed', 'e', '40.00', '2026-02-01'))).toBe(true);
    expect(by(oracle, '2027-01-01')).toBe(1_000);
  });

  it.each([
    ['the e-mail', signUp('p@partner.example')],
    ['the name', signUp(undefined, 'Partner p')],
  ])('gives nothing for a client with %s of the partner', (_, event) => {
    expect(by(earned(event, payment('pay', '79.00', '2026-01-01')), '2027-01-01')).toBe(0);
  });

  it('lets a refund wait for its payment', () => {
    const oracle = earned(
      signUp(),
      movement('refund', 'r', '39.00', '2026-05-01'),
      payment('pay', '79.00', '2026-01-01'),
    );
    expect(by(oracle, '2027-01-01')).toBe(1_000);
  });
});

const standing = (change: Partial<Standing> = {}, paypal: object = {}): Standing => ({
  ...{ since: 0, carried: 0, refusedVersion: undefined, inFlight: false },
  profile: {
    ...{ country: 'US', tax: {} },
    paypal: { address: 'a@b.example', version: 1, confirmedOn: '2026-01-01', changed: false, ...paypal },
  },
  ...change,
});
const RUN = { friday: dayOf('2026-02-06'), thresholdCents: 100_00, coolingDownDays: 7 };

describe('reasons', () => {
  it.each([
    ['none at the threshold', standing(), 100_00, []],
    ['a cent below it', standing(), 99_99, ['below-threshold']],
    ['no longer cooling down after seven days', standing({}, { changed: true, confirmedOn: '2026-01-30' }), 100_00, []],
    [
      'still cooling down after six',
      standing({}, { changed: true, confirmedOn: '2026-01-31' }),
      100_00,
      ['paypal-address-cooling-down'],
    ],
    ['an address that PayPal refused', standing({ refusedVersion: 1 }), 100_00, ['paypal-address-refused']],
    ['a payout in flight', standing({ inFlight: true }), 100_00, ['payout-in-flight']],
    ['nobody known', standing({ profile: undefined }), 100_00, ['on-hold']],
  ])('%s', (_, at, balance, reasons) => expect(reasonsAgainst(at, balance, RUN)).toEqual(reasons));
});

describe('states', () => {
  const payout = (state: string, more: object = {}) => ({
    pk: 'PARTNER#p',
    sk: 'PAYOUT#w',
    state,
    amountCents: 1,
    ...more,
  });

  it.each([
    [payout('planned'), payout('paid'), []],
    [payout('paid'), payout('failed'), ['payout PARTNER#p PAYOUT#w moved from paid to failed']],
    [payout('returned'), payout('paid'), ['payout PARTNER#p PAYOUT#w moved from returned to paid']],
    [payout('planned'), undefined, ['payout PARTNER#p PAYOUT#w was deleted']],
    [
      payout('planned'),
      payout('planned', { amountCents: 2 }),
      ['amountCents of PARTNER#p PAYOUT#w is frozen and changed'],
    ],
  ])('%j to %j', (before, after, problems) => expect(stateProblems(before, after)).toEqual(problems));
});

it.each([
  ['2026-03-08T09:59:59Z', '2026-03-08'],
  ['2026-01-02T07:59:59Z', '2026-01-01'],
  ['2026-01-02T08:00:00Z', '2026-01-02'],
  ['2026-07-02T06:59:59Z', '2026-07-01'],
  ['2026-07-02T07:00:00Z', '2026-07-02'],
])('%s is %s in Los Angeles', (moment, day) => expect(dayText(dayInProgram(Date.parse(moment)))).toBe(day));
