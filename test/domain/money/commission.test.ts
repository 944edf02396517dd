/** Commissions to the cent: halves go away from zero, and no float comes near. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cents } from '../../../shared/domain/money/cents.ts';
import { commissionOf, isBasisPoints } from '../../../shared/domain/money/commission.ts';

it.each([
  { why: 'RULES: $79.00 at 25 %', net: 79_00, rate: 2_500, commission: 19_75 },
  { why: 'three months of it', net: 3 * 79_00, rate: 2_500, commission: 59_25 },
  { why: 'nothing of nothing', net: 0, rate: 2_500, commission: 0 },
  { why: 'nothing at a rate of 0', net: 79_00, rate: 0, commission: 0 },
  { why: 'all at 100 %', net: 79_01, rate: 10_000, commission: 79_01 },
  { why: 'half a cent goes up', net: 2, rate: 2_500, commission: 1 },
  { why: 'a quarter of a cent goes down', net: 1, rate: 2_500, commission: 0 },
  { why: 'three quarters go up', net: 3, rate: 2_500, commission: 1 },
  { why: 'a cent and a half', net: 6, rate: 2_500, commission: 2 },
  { why: 'half goes up from an even cent too: no banker’s rounding', net: 10, rate: 2_500, commission: 3 },
  { why: '0.4999 cents go down', net: 1, rate: 4_999, commission: 0 },
  { why: '0.5000 cents go up', net: 1, rate: 5_000, commission: 1 },
  { why: '1.15 × 50 %: 57.5 cents', net: 115, rate: 5_000, commission: 58 },
  { why: 'half a cent just over the split at $100', net: 100_02, rate: 2_500, commission: 25_01 },
  { why: 'a quarter just over it', net: 100_01, rate: 2_500, commission: 25_00 },
  { why: 'half a cent at 33.33 %', net: 50_00, rate: 3_333, commission: 16_67 },
  { why: 'below zero, half a cent goes away from zero', net: -2, rate: 2_500, commission: -1 },
  { why: 'below zero, a quarter goes to zero, and not to minus zero', net: -1, rate: 2_500, commission: 0 },
  {
    why: 'more than net × rate could hold exactly',
    net: Number.MAX_SAFE_INTEGER,
    rate: 9_999,
    commission: 9_006_298_534_815_517,
  },
])('$why', ({ net, rate, commission }) => expect(commissionOf(cents(net), rate)).toBe(commission));

describe('a rate', () => {
  it.each([0, 1, 2_500, 10_000])('is %d', (rate) => expect(isBasisPoints(rate)).toBe(true));
  it.each([-1, 10_001, 0.25, 25.5, Number.NaN, Number.POSITIVE_INFINITY])('is not %d', (rate) => {
    expect(isBasisPoints(rate)).toBe(false);
    expect(() => commissionOf(cents(79_00), rate)).toThrow(
      new RangeError(`${rate} is not a rate in basis points: 0 to 10000`),
    );
  });
});

describe('properties', () => {
  const net = fc.maxSafeInteger().map(cents);
  const rate = fc.integer({ min: 0, max: 10_000 });

  it('is what big integers say', () => {
    fc.assert(
      fc.property(net, rate, (amount, basisPoints) => {
        const exact = BigInt(Math.abs(amount)) * BigInt(basisPoints);
        const rounded = (exact * 2n + 10_000n) / 20_000n;
        expect(commissionOf(amount, basisPoints)).toBe(Number(rounded) * (amount < 0 ? -1 : 1) || 0);
      }),
      { numRuns: 500 },
    );
  });

  it('never shrinks when the net grows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }), rate, (a, b, basisPoints) => {
        const less = commissionOf(cents(Math.min(a, b)), basisPoints);
        expect(less).toBeLessThanOrEqual(commissionOf(cents(Math.max(a, b)), basisPoints));
      }),
    );
  });
});
