/** Which runs will decide about a partner from today on, and on which Friday each is expected. */
import { addDays, type LocalDay, weekdayOf } from '../calendar/local-day.ts';
import { nextWeek, runFridayOf, type WeekEnding, weekEndingPaidBy } from '../calendar/week.ts';
import { decidedThrough, type PartnerPosition, undecidedRun } from './partner-position.ts';

export interface ComingRun {
  readonly weekEnding: WeekEnding;
  /** On which it is expected: the run's own Friday, but for a run that was interrupted. */
  readonly friday: LocalDay;
}

const FRIDAY = 5;
const DAYS_PER_WEEK = 7;

/**
 * Without end. As runs are opened: the rule starts one each Friday, and a Friday that was missed is made up for by the next
 * one, which pays all weeks up to its own. An older run that was not finished is finished first, on that same day.
 */
export function* comingRuns(position: Pick<PartnerPosition, 'today' | 'calendar' | 'account'>): Generator<ComingRun> {
  const friday = fridayFrom(position.today);
  const undecided = undecidedRun(position);
  if (undecided !== undefined) yield { weekEnding: undecided, friday };
  const before = undecided ?? decidedThrough(position);
  // On a Friday whose run has been, the next one is a week away.
  let week = weekEndingPaidBy(friday);
  if (before !== undefined && week <= before) week = nextWeek(before);
  for (; ; week = nextWeek(week)) yield { weekEnding: week, friday: runFridayOf(week) };
}

const fridayFrom = (day: LocalDay): LocalDay => addDays(day, (FRIDAY - weekdayOf(day) + DAYS_PER_WEEK) % DAYS_PER_WEEK);
