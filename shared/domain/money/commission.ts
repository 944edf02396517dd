/** What a rate makes of a payment's net: whole cents, halves rounded away from zero. */
import { type Cents, cents } from './cents.ts';

/** Hundredths of a percent, a whole number from 0 to 10,000: 2500 is 25 %. */
export type BasisPoints = number;

const WHOLE = 10_000;

export const isBasisPoints = (rate: number): rate is BasisPoints =>
  Number.isInteger(rate) && rate >= 0 && rate <= WHOLE;

/** @throws RangeError when the rate is none. */
export function commissionOf(net: Cents, basisPoints: BasisPoints): Cents {
  if (!isBasisPoints(basisPoints)) throw new RangeError(`${basisPoints} is not a rate in basis points: 0 to ${WHOLE}`);
  const amount = Math.abs(net);
  // The net is split at 10,000 cents so that no product passes 10^8: net × rate at once could leave the exact integers.
  const rest = amount % WHOLE;
  const commission = ((amount - rest) / WHOLE) * basisPoints + Math.floor((rest * basisPoints + WHOLE / 2) / WHOLE);
  return cents(Math.sign(net) * commission);
}
