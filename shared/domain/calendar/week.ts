/** Weeks run Sunday to Saturday and are named by their Saturday; the Friday run of a week comes six days after it. */
import { addDays, type LocalDay, localDay, weekdayOf } from './local-day.ts';

declare const week_: unique symbol;
export type WeekEnding = LocalDay & { readonly [week_]: true };

const SATURDAY = 6;
const FRIDAY = 5;
/** From the Saturday that ends a week to the Friday that pays it. */
const DAYS_TO_RUN = 6;
const DAYS_PER_WEEK = 7;

/** @throws RangeError unless the day is a Saturday. */
export function weekEnding(text: string): WeekEnding {
  const day = localDay(text);
  if (weekdayOf(day) !== SATURDAY)
    throw new RangeError(`${text} is not a Saturday: a week is named by the Saturday that ends it`);
  return day as WeekEnding;
}

export const weekEndingOf = (day: LocalDay): WeekEnding => addDays(day, SATURDAY - weekdayOf(day)) as WeekEnding;
export const runFridayOf = (week: WeekEnding): LocalDay => addDays(week, DAYS_TO_RUN);
export const nextWeek = (week: WeekEnding): WeekEnding => addDays(week, DAYS_PER_WEEK) as WeekEnding;
export const previousWeek = (week: WeekEnding): WeekEnding => addDays(week, -DAYS_PER_WEEK) as WeekEnding;

/** The week that the latest Friday up to and including this day pays: Friday 2026-11-20 and the six days after it pay the week ending 2026-11-14. */
export function weekEndingPaidBy(day: LocalDay): WeekEnding {
  const sinceFriday = (weekdayOf(day) - FRIDAY + DAYS_PER_WEEK) % DAYS_PER_WEEK;
  return addDays(day, -sinceFriday - DAYS_TO_RUN) as WeekEnding;
}

/** Every week after `after`, up to and including `through`, oldest first. */
export function weeksAfter(after: WeekEnding, through: WeekEnding): WeekEnding[] {
  const weeks: WeekEnding[] = [];
  for (let week = nextWeek(after); week <= through; week = nextWeek(week)) weeks.push(week);
  return weeks;
}
