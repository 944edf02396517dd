/** Amounts as text: what is taken, to the cent, and what is refused with words that help. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cents, toDecimal } from '../../../shared/domain/money/cents.ts';
import { parseAmount } from '../../../shared/domain/money/parse-amount.ts';

it.each([
  ['79', 7_900],
  ['79.5', 7_950],
  ['79.0', 7_900],
  ['79.50', 7_950],
  ['79.05', 7_905],
  ['0', 0],
  ['0.00', 0],
  ['0.01', 1],
  ['00079.00', 7_900],
  // In a float, 1.15 × 100 is 114.99999999999999.
  ['1.15', 115],
  ['4.35', 435],
  ['9999999.99', 999_999_999],
])('%s is %i cents', (text, amount) => expect(parseAmount(text)).toEqual({ kind: 'ok', amount }));

describe('refuses', () => {
  it.each([
    { why: 'three decimals', text: '14.905', says: /^must have at most two decimals/ },
    { why: 'three decimals, even zeros', text: '79.000', says: /^must have at most two decimals/ },
    { why: 'below zero', text: '-79.00', says: /^must not be below zero/ },
    { why: 'a zero with a sign', text: '-0', says: /^must not be below zero/ },
    { why: 'below zero with a true minus', text: '−79.00', says: /^must not be below zero/ },
    { why: 'a plus', text: '+79.00', says: /^must be an amount in dollars/ },
    { why: 'thousands separators', text: '1,234.50', says: /^must have no thousands separators/ },
    { why: 'thousands separators and no cents', text: '12,345', says: /^must have no thousands separators/ },
    { why: 'two thousands separators', text: '1,234,567.00', says: /^must have no thousands separators/ },
    { why: 'thousands separators after a sign', text: '$1,234.50', says: /^must be an amount in dollars/ },
    { why: 'thousands separators and a word', text: '1,234.50 USD', says: /^must be an amount in dollars/ },
    { why: 'three decimals after a sign', text: '$79.000', says: /^must be an amount in dollars/ },
    { why: 'three decimals and a word', text: '79.000 USD', says: /^must be an amount in dollars/ },
    { why: 'a hyphen inside', text: '79-00', says: /^must be an amount in dollars/ },
    { why: 'a decimal comma', text: '79,50', says: /^must be an amount in dollars/ },
    { why: 'an exponent', text: '1e3', says: /^must be an amount in dollars/ },
    { why: 'a currency sign', text: '$79.00', says: /^must be an amount in dollars/ },
    { why: 'hexadecimal', text: '0x4f', says: /^must be an amount in dollars/ },
    { why: 'a space before', text: ' 79.00', says: /^must be an amount in dollars/ },
    { why: 'a line feed after', text: '79.00\n', says: /^must be an amount in dollars/ },
    { why: 'nothing before the dot', text: '.50', says: /^must be an amount in dollars/ },
    { why: 'nothing after the dot', text: '79.', says: /^must be an amount in dollars/ },
    { why: 'digits of another script', text: '７９', says: /^must be an amount in dollars/ },
    { why: 'nothing', text: '', says: /^must be an amount in dollars/ },
    { why: 'not a number', text: 'NaN', says: /^must be an amount in dollars/ },
    { why: 'a cent over the most', text: '10000000.00', says: /^must be at most 9999999.99/ },
    { why: 'more digits than a double holds', text: '9'.repeat(400), says: /^must be at most 9999999.99/ },
  ])('$why: $text', ({ text, says }) => {
    expect(parseAmount(text)).toEqual({ kind: 'refused', problem: expect.stringMatching(says) });
  });
});

it('reads back every amount it could have written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }).map(cents), (amount) => {
      expect(parseAmount(toDecimal(amount))).toEqual({ kind: 'ok', amount });
    }),
  );
});

it('takes only what its own words allow', () => {
  const nearly = fc.string({ unit: fc.constantFrom(...'0123456789.,-+e$ '), maxLength: 9 });
  fc.assert(
    fc.property(nearly, (text) => {
      expect(parseAmount(text).kind === 'ok').toBe(
        /^[0-9]+(\.[0-9]{1,2})?$/.test(text) && Number(text) <= 9_999_999.99,
      );
    }),
    { numRuns: 500 },
  );
});
