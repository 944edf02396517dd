/** Cents: whole, exact, and written the way PayPal and people read them. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  type Cents,
  cents,
  NOTHING,
  negate,
  subtract,
  toDecimal,
  toDollars,
} from '../../../shared/domain/money/cents.ts';

const anyCents = fc.integer({ min: -1e12, max: 1e12 }).map(cents);

it.each([0.5, 118.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1])(
  '%d is no number of cents',
  (amount) => {
    expect(() => cents(amount)).toThrow(new RangeError(`${amount} is not a whole number of cents`));
  },
);

it('has one zero', () => {
  expect(Object.is(cents(-0), 0)).toBe(true);
  expect(Object.is(negate(NOTHING), 0)).toBe(true);
  expect(Object.is(subtract(cents(5), cents(5)), 0)).toBe(true);
  expect(add()).toBe(0);
});

it('refuses a sum that is no longer exact', () => {
  expect(() => add(cents(Number.MAX_SAFE_INTEGER), cents(1))).toThrow(RangeError);
});

describe('as text', () => {
  it.each([
    [0, '0.00', '$0.00'],
    [1, '0.01', '$0.01'],
    [10, '0.10', '$0.10'],
    [99, '0.99', '$0.99'],
    [100, '1.00', '$1.00'],
    [9_999, '99.99', '$99.99'],
    [10_000, '100.00', '$100.00'],
    [11_850, '118.50', '$118.50'],
    [99_999, '999.99', '$999.99'],
    [100_000, '1000.00', '$1,000.00'],
    [123_456_789, '1234567.89', '$1,234,567.89'],
    [-5, '-0.05', '−$0.05'],
    [-250_000, '-2500.00', '−$2,500.00'],
  ])('%i cents are %s, for people %s', (amount, decimal, dollars) => {
    expect(toDecimal(cents(amount))).toBe(decimal);
    expect(toDollars(cents(amount))).toBe(dollars);
  });
});

describe('properties', () => {
  it('what is added can be taken away again', () => {
    fc.assert(
      fc.property(anyCents, anyCents, (a, b) => {
        expect(subtract(add(a, b), b)).toBe(a);
        expect(add(a, negate(b))).toBe(subtract(a, b));
        expect(add(a, b)).toBe(add(b, a));
      }),
    );
  });

  it('both texts hold the same digits as the cents', () => {
    const digits = (text: string): number => Number(text.replace(/\D/g, ''));
    fc.assert(
      fc.property(anyCents, (amount: Cents) => {
        expect(digits(toDecimal(amount))).toBe(Math.abs(amount));
        expect(digits(toDollars(amount))).toBe(Math.abs(amount));
        expect(toDecimal(amount)).toMatch(/^-?\d+\.\d{2}$/);
      }),
    );
  });
});
