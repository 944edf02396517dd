/** What is typed as dollars or percents goes out as whole hundredths, to the digit. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { hundredths, typedHundredths } from '../../portal/parts/hundredths.ts';

it.each([
  ['12.5', 1_250],
  ['12.50', 1_250],
  ['0.07', 7],
  [' 19.75 ', 1_975],
  ['1.15', 115],
  ['250000', 25_000_000],
])('%j is %d', (typed, value) => expect(hundredths(typed)).toBe(value));

it.each(['', '.', '1,200', '1,5', '-5', '1.234', '1e3', '١', '12.', '0x10'])(
  '%j is nothing that may be sent',
  (typed) => expect(hundredths(typed)).toBeNaN(),
);

it('stays the same when it is shown and sent again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (value) => hundredths(typedHundredths(value)) === value),
  );
});
