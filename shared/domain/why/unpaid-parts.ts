/** Where a partner's unpaid cents are, each in exactly one part: sent, carried, earned since the last run, or still ahead. */
import { addDays, earlier, type LocalDay, later } from '../calendar/local-day.ts';
import type { WeekEnding } from '../calendar/week.ts';
import { add, type Cents, NOTHING, subtract } from '../money/cents.ts';
import { moneyPlaceOf } from '../payout-state.ts';
import {
  decidedThrough,
  type PartnerPosition,
  type PayoutPosition,
  unfoldedWeeks,
  type WeekPosition,
} from './partner-position.ts';

export interface UnpaidParts {
  /** In payouts that are in flight or with operations. */
  readonly sent: readonly SentPart[];
  /** From the weeks that runs have decided about: carried, or come back since. */
  readonly balanceCents: Cents;
  /** Earned by today, in weeks that wait for their run; the earliest first. */
  readonly earned: readonly EarnedPart[];
  /** To be earned after today; the earliest week first. */
  readonly ahead: readonly AheadPart[];
}

export interface SentPart {
  readonly payout: PayoutPosition;
  readonly cents: Cents;
}

export interface EarnedPart {
  readonly weekEnding: WeekEnding;
  readonly cents: Cents;
}

export interface AheadPart extends EarnedPart {
  /** The earned days, first and last: one and the same more often than not. */
  readonly firstDay: LocalDay;
  readonly lastDay: LocalDay;
}

/** What counts in a week that is not decided yet, by earned day. */
export interface EarnedDay {
  readonly weekEnding: WeekEnding;
  readonly earnedOn: LocalDay;
  readonly cents: Cents;
}

export function unpaidParts(position: PartnerPosition): UnpaidParts {
  const decided = decidedThrough(position);
  const weeks = unfoldedWeeks(position);
  const isDecided = ({ weekEnding }: WeekPosition): boolean => decided !== undefined && weekEnding <= decided;
  return {
    sent: position.payouts.filter(isUnpaid).map((payout) => ({ payout, cents: payout.amountCents })),
    // A run writes nothing where its weeks come to nothing: one by one they may still be other than 0.
    balanceCents: add(position.account.carriedCents, ...weeks.filter(isDecided).map(({ cents }) => cents)),
    ...byToday(weeks.filter((week) => !isDecided(week)).flatMap(daysOf), position.today),
  };
}

export const isUnpaid = ({ state }: PayoutPosition): boolean =>
  moneyPlaceOf(state) === 'in-flight' || moneyPlaceOf(state) === 'with-operations';

const daysOf = ({ weekEnding, centsByWeekday }: WeekPosition): EarnedDay[] =>
  centsByWeekday.map((cents, weekday) => ({
    weekEnding,
    earnedOn: addDays(weekEnding, weekday + 1 - centsByWeekday.length),
    cents,
  }));

/** Splits what is not decided yet into what is earned by today and what is ahead, a part a week. */
export function byToday(days: readonly EarnedDay[], today: LocalDay): Pick<UnpaidParts, 'earned' | 'ahead'> {
  const weeks = [...Map.groupBy(days, ({ weekEnding }) => weekEnding)].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = (isIn: (day: EarnedDay) => boolean): AheadPart[] =>
    weeks.flatMap(([weekEnding, ofWeek]) => partOf(weekEnding, ofWeek.filter(isIn)) ?? []);
  return {
    earned: parts(({ earnedOn }) => earnedOn <= today),
    ahead: parts(({ earnedOn }) => earnedOn > today),
  };
}

/** Undefined for days that come to nothing: there is nothing to explain. */
function partOf(weekEnding: WeekEnding, days: readonly EarnedDay[]): AheadPart | undefined {
  const cents = days.reduce((sum, day) => add(sum, day.cents), NOTHING);
  if (cents === NOTHING) return undefined;
  const earnedOn = days.filter((day) => day.cents !== NOTHING).map((day) => day.earnedOn);
  return { weekEnding, cents, firstDay: earnedOn.reduce(earlier), lastDay: earnedOn.reduce(later) };
}

/** Earned and unearned, less paid. */
export const unpaidCentsOf = ({ sent, balanceCents, earned, ahead }: UnpaidParts): Cents =>
  add(balanceCents, ...[...sent, ...earned, ...ahead].map(({ cents }) => cents));

/** @param foldedCents all that runs ever took into the partner's account. */
export const paidCentsOf = (foldedCents: Cents, position: PartnerPosition): Cents =>
  subtract(
    subtract(foldedCents, position.account.carriedCents),
    add(...position.payouts.filter(isUnpaid).map(({ amountCents }) => amountCents)),
  );
