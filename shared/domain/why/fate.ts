/** What the coming Fridays mean for some of a partner's cents: which decides about them first, and which pays them. */
import type { WeekEnding } from '../calendar/week.ts';
import { type Forecast, type ForecastFriday, type PayingFriday, pays } from '../forecast.ts';
import type { HoldReason } from '../hold-reason.ts';

export interface Fate {
  readonly first: ForecastFriday;
  /** Why the first one does not pay; empty when it does. */
  readonly holds: readonly HoldReason[];
  /** A payout takes the whole balance: the first one from then on takes these cents. Absent when none is in sight. */
  readonly paying?: PayingFriday;
}

/** @param week in which the cents are filed; undefined for the balance of weeks that runs have decided about. */
export function fateOf({ fridays }: Forecast, week?: WeekEnding): Fate {
  const coming = fridays.filter(({ weekEnding }) => week === undefined || weekEnding >= week);
  const [first] = coming;
  if (!first) throw new RangeError(`the forecast ends before the week ending ${week}`);
  const paying = coming.find(pays);
  return { first, holds: first.decision.kind === 'carry' ? first.decision.reasons : [], ...(paying ? { paying } : {}) };
}
