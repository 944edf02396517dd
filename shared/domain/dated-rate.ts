/** The rate at which a partner earns on a day: rates are dated, and the past never changes. */
import type { LocalDay } from './calendar/local-day.ts';
import { type BasisPoints, isBasisPoints } from './money/commission.ts';
import type { DatedRate } from './partner.ts';

export type RateChange =
  | { readonly kind: 'changed'; readonly rates: readonly DatedRate[] }
  | { readonly kind: 'refused'; readonly problem: string };

/** @param day the payment's, not the day on which the payment became known. Without an own rate by then, the program's holds. */
export function rateOn(rates: readonly DatedRate[], day: LocalDay, programRate: BasisPoints): BasisPoints {
  let latest: DatedRate | undefined;
  for (const rate of rates) {
    if (rate.from <= day && (latest === undefined || rate.from >= latest.from)) latest = rate;
  }
  return latest?.basisPoints ?? programRate;
}

/** Adds a change, in order of days. One for a day that has a change already replaces it; later ones stay. */
export function withRateFrom(rates: readonly DatedRate[], change: DatedRate, today: LocalDay): RateChange {
  if (change.from < today) {
    return {
      kind: 'refused',
      problem: `a rate changes today (${today}) or later, never earlier: ${change.from} is over`,
    };
  }
  if (!isBasisPoints(change.basisPoints)) {
    return { kind: 'refused', problem: `a rate is 0 to 10000 basis points, not ${change.basisPoints}` };
  }
  const before = rates.filter((rate) => rate.from < change.from);
  const after = rates.filter((rate) => rate.from > change.from);
  return { kind: 'changed', rates: [...before, change, ...after] };
}
