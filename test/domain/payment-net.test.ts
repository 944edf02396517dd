/** A payment's net over time: one order whatever the news, never below zero, and adjustments that add up. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, localDay } from '../../shared/domain/calendar/local-day.ts';
import { refundId } from '../../shared/domain/ids.ts';
import { cents } from '../../shared/domain/money/cents.ts';
import { commissionOf } from '../../shared/domain/money/commission.ts';
import type { Movement, MovementKind } from '../../shared/domain/payment.ts';
import { acceptMovement, netAfter, orderMovements } from '../../shared/domain/payment-net.ts';

const FIRST = localDay('2026-03-01');
const movement = (id: string, kind: MovementKind, amount: number, day = 0): Movement => ({
  id: refundId(id),
  kind,
  cents: cents(amount),
  day: addDays(FIRST, day),
});
const refund = (id: string, amount: number, day = 0) => movement(id, 'refund', amount, day);
const chargeback = (id: string, amount: number, day = 0) => movement(id, 'chargeback', amount, day);
const reversed = (id: string, amount: number, day = 0) => movement(id, 'chargeback-reversed', amount, day);

const payment = (...movements: Movement[]) => ({ amount: cents(79_00), movements });
const accepted = { kind: 'accepted' };
const refused = (reason: string, left: number) => ({ kind: 'refused', reason, left });

const anyMovement = fc
  .record({
    kind: fc.constantFrom<MovementKind>('refund', 'chargeback', 'chargeback-reversed'),
    amount: fc.integer({ min: 0, max: 60_00 }),
    day: fc.nat(4),
  })
  .map(({ kind, amount, day }) => ({ kind, amount, day }));
/** Distinct ids, in an order of their own. */
const news = fc
  .array(anyMovement, { maxLength: 12 })
  .map((list) =>
    list.map(({ kind, amount, day }, place) => movement(`m${(place * 7) % 13}-${place}`, kind, amount, day)),
  );

/** What a ledger keeps when it hears the news one after another. */
function told(list: readonly Movement[]): Movement[] {
  const kept: Movement[] = [];
  for (const next of list) if (acceptMovement(payment(...kept), next).kind === 'accepted') kept.push(next);
  return kept;
}

describe('order', () => {
  it('is by day, then lowerings before reversals, then by id', () => {
    const list = [
      reversed('a', 1, 1),
      refund('z', 1, 1),
      chargeback('b', 1, 1),
      refund('y', 1, 2),
      reversed('c', 1, 0),
      refund('B', 1, 1),
    ];
    expect(orderMovements(list).map(({ id }) => id)).toEqual(['c', 'B', 'b', 'z', 'a', 'y']);
  });

  it('is irrelevant in what is given', () => {
    fc.assert(
      fc.property(
        news.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(orderMovements(shuffled)).toEqual(orderMovements(list));
          expect(netAfter(cents(79_00), shuffled)).toEqual(netAfter(cents(79_00), list));
        },
      ),
    );
  });
});

it('nets run through lowerings and reversals', () => {
  expect(netAfter(cents(79_00), [])).toEqual([]);
  expect(netAfter(cents(79_00), [chargeback('b', 69_00, 1), reversed('c', 69_00, 3), refund('a', 10_00)])).toEqual([
    69_00, 0, 69_00,
  ]);
});

describe('a lowering', () => {
  it.each([
    { why: 'of all that was paid', known: [], next: refund('r', 79_00), verdict: accepted },
    { why: 'of a cent more', known: [], next: refund('r', 79_01), verdict: refused('exceeds-net', 79_00) },
    { why: 'of what a refund left', known: [refund('a', 30_00)], next: refund('r', 49_00, 1), verdict: accepted },
    {
      why: 'of a cent more than that',
      known: [refund('a', 30_00)],
      next: refund('r', 49_01, 1),
      verdict: refused('exceeds-net', 49_00),
    },
    {
      why: 'that is a chargeback',
      known: [refund('a', 79_00)],
      next: chargeback('r', 1, 1),
      verdict: refused('exceeds-net', 0),
    },
    { why: 'of nothing', known: [refund('a', 79_00)], next: refund('r', 0, 1), verdict: accepted },
    {
      why: 'that comes late takes from what later ones rely on',
      known: [refund('a', 79_00, 5)],
      next: refund('r', 1, 1),
      verdict: refused('exceeds-net', 0),
    },
    {
      why: 'that comes late, before a dip that was put right again',
      known: [chargeback('a', 79_00, 3), reversed('b', 79_00, 5)],
      next: refund('r', 10_00, 1),
      verdict: refused('exceeds-net', 0),
    },
    {
      why: 'after that dip',
      known: [chargeback('a', 79_00, 3), reversed('b', 79_00, 5)],
      next: refund('r', 10_00, 6),
      verdict: accepted,
    },
    {
      why: 'on the day of a reversal comes before it',
      known: [chargeback('a', 79_00, 3), reversed('b', 79_00, 5)],
      next: refund('r', 10_00, 5),
      verdict: refused('exceeds-net', 0),
    },
  ])('$why: $verdict.kind', ({ known, next, verdict }) =>
    expect(acceptMovement(payment(...known), next)).toEqual(verdict),
  );
});

describe('a reversal', () => {
  it.each([
    {
      why: 'without a chargeback',
      known: [],
      next: reversed('r', 1, 1),
      verdict: refused('exceeds-open-chargebacks', 0),
    },
    {
      why: 'of a refund',
      known: [refund('a', 79_00)],
      next: reversed('r', 79_00, 1),
      verdict: refused('exceeds-open-chargebacks', 0),
    },
    {
      why: 'of the whole chargeback',
      known: [chargeback('a', 30_00)],
      next: reversed('r', 30_00, 1),
      verdict: accepted,
    },
    {
      why: 'of a cent more',
      known: [chargeback('a', 30_00)],
      next: reversed('r', 30_01, 1),
      verdict: refused('exceeds-open-chargebacks', 30_00),
    },
    {
      why: 'of a part, twice',
      known: [chargeback('a', 30_00), reversed('b', 10_00, 1)],
      next: reversed('r', 20_00, 2),
      verdict: accepted,
    },
    {
      why: 'of more than is still open',
      known: [chargeback('a', 30_00), reversed('b', 10_00, 1)],
      next: reversed('r', 20_01, 2),
      verdict: refused('exceeds-open-chargebacks', 20_00),
    },
    {
      why: 'on the chargeback’s day comes after it',
      known: [chargeback('z', 30_00, 1)],
      next: reversed('a', 30_00, 1),
      verdict: accepted,
    },
    {
      why: 'a day before the chargeback',
      known: [chargeback('a', 30_00, 2)],
      next: reversed('r', 30_00, 1),
      verdict: refused('exceeds-open-chargebacks', 0),
    },
    {
      why: 'that comes late takes from a later reversal',
      known: [chargeback('a', 30_00), reversed('b', 30_00, 5)],
      next: reversed('r', 1, 2),
      verdict: refused('exceeds-open-chargebacks', 0),
    },
  ])('$why: $verdict.kind', ({ known, next, verdict }) =>
    expect(acceptMovement(payment(...known), next)).toEqual(verdict),
  );
});

it('a movement below zero is broken input', () => {
  expect(() => acceptMovement(payment(), refund('r', -1))).toThrow(
    new RangeError('movement r is below zero: -1 cents'),
  );
});

describe('properties', () => {
  it('what is accepted keeps every net between zero and the amount, at every point, whatever comes in which order', () => {
    fc.assert(
      fc.property(news, (list) => {
        const kept = told(list);
        for (const net of netAfter(cents(79_00), kept)) {
          expect(net).toBeGreaterThanOrEqual(0);
          expect(net).toBeLessThanOrEqual(79_00);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('what is left would have been accepted, and a cent more would not', () => {
    fc.assert(
      fc.property(news, (list) => {
        for (const [place, next] of list.entries()) {
          const before = payment(...told(list.slice(0, place)));
          const verdict = acceptMovement(before, next);
          if (verdict.kind === 'accepted') continue;
          expect(acceptMovement(before, { ...next, cents: verdict.left })).toEqual(accepted);
          expect(acceptMovement(before, { ...next, cents: cents(verdict.left + 1) })).toEqual(verdict);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('adjustments telescope: a commission and its adjustments are the commission of the last net', () => {
    fc.assert(
      fc.property(news, fc.integer({ min: 0, max: 10_000 }), (list, rate) => {
        const commissions = [cents(79_00), ...netAfter(cents(79_00), told(list))].map((net) => commissionOf(net, rate));
        const adjustments = commissions.slice(1).map((after, place) => after - (commissions[place] ?? Number.NaN));
        const total = adjustments.reduce((sum, next) => sum + next, commissions[0] ?? Number.NaN);
        expect(total).toBe(commissions.at(-1));
      }),
    );
  });

  it('a refund in pieces costs what it costs at once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 7_00 }), { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 0, max: 10_000 }),
        (pieces, rate) => {
          const last = netAfter(
            cents(79_00),
            pieces.map((piece, place) => refund(`r${place}`, piece, place)),
          ).at(-1);
          const atOnce = netAfter(cents(79_00), [
            refund(
              'r',
              pieces.reduce((sum, next) => sum + next),
            ),
          ]).at(-1);
          expect(commissionOf(last ?? cents(-1), rate)).toBe(commissionOf(atOnce ?? cents(-1), rate));
        },
      ),
    );
  });
});
