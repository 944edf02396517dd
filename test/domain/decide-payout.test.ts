/** The decision of a run about one partner: all or nothing, and money is never lost by it. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidePayout } from '../../shared/domain/decide-payout.ts';
import { add, cents, NOTHING, subtract } from '../../shared/domain/money/cents.ts';
import { samplePartner, samplePaypal, sampleRun } from './sample-partner.ts';

const decide = (balance: number) => decidePayout(samplePartner(), cents(balance), sampleRun());

describe('the FAQ’s example: 25 % of $79 a month', () => {
  it.each([
    { months: 3, balance: 59_25, decision: { kind: 'carry', balance: 59_25, reasons: ['below-threshold'] } },
    { months: 5, balance: 98_75, decision: { kind: 'carry', balance: 98_75, reasons: ['below-threshold'] } },
    { months: 6, balance: 118_50, decision: { kind: 'pay', amount: 118_50, receiver: 'robin@payee.example' } },
  ])('after $months months', ({ balance, decision }) => expect(decide(balance)).toEqual(decision));
});

it.each([
  { why: 'pays at exactly $100', balance: 100_00, kind: 'pay' },
  { why: 'carries one cent short', balance: 99_99, kind: 'carry' },
  { why: 'carries nothing', balance: 0, kind: 'carry' },
  { why: 'carries what is below zero', balance: -19_75, kind: 'carry' },
])('$why', ({ balance, kind }) => expect(decide(balance).kind).toBe(kind));

it('carries all of a held balance with its reasons', () => {
  const partner = samplePartner({ hold: 'asked by the bank', paypal: samplePaypal({ confirmedOn: undefined }) });
  expect(decidePayout(partner, cents(500_00), sampleRun())).toEqual({
    kind: 'carry',
    balance: 500_00,
    reasons: ['paypal-address-unconfirmed', 'on-hold'],
  });
});

it('pays nobody without an address', () => {
  const { paypal: _, ...partner } = samplePartner();
  expect(decidePayout(partner, cents(500_00), sampleRun())).toEqual({
    kind: 'carry',
    balance: 500_00,
    reasons: ['no-paypal-address'],
  });
});

it('over any weeks of earnings and holds, carried plus paid is earned, and no payout is under the threshold', () => {
  const week = fc.record({ earned: fc.integer({ min: -80_00, max: 150_00 }).map(cents), hold: fc.boolean() });
  fc.assert(
    fc.property(fc.array(week, { maxLength: 30 }), (weeks) => {
      let balance = NOTHING;
      let paid = NOTHING;
      for (const { earned, hold } of weeks) {
        balance = add(balance, earned);
        const decision = decidePayout(samplePartner(hold ? { hold: 'looked into' } : {}), balance, sampleRun());
        if (decision.kind === 'carry') {
          expect(decision.balance).toBe(balance);
          expect(decision.reasons).not.toEqual([]);
          continue;
        }
        expect(decision.amount).toBeGreaterThanOrEqual(100_00);
        paid = add(paid, decision.amount);
        balance = subtract(balance, decision.amount);
      }
      expect(add(paid, balance)).toBe(add(...weeks.map(({ earned }) => earned)));
    }),
  );
});
