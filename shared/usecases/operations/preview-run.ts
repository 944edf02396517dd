/**
 * A dry run: what next Friday's run would pay if it ran now, by the same reading and the same decisions, without closing or
 * writing anything. What is earned or changed until Friday is not in it.
 */
import { addDays, type LocalDay, weekdayOf } from '../../domain/calendar/local-day.ts';
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import {
  nextWeek,
  previousWeek,
  runFridayOf,
  type WeekEnding,
  weekEndingPaidBy,
  weeksAfter,
} from '../../domain/calendar/week.ts';
import { HOLD_REASONS, type HoldReason } from '../../domain/hold-reason.ts';
import { add, type Cents, cents, NOTHING, sumOf } from '../../domain/money/cents.ts';
import { type CapBreach, overCaps } from '../../domain/run-caps.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { Run, RunState } from '../../ports/run-ledger.ts';
import { recentTotals } from '../run/guard-run.ts';
import { compareWithLastRun, type RunComparison } from './compare-runs.ts';
import { type DecidedToday, decideToday } from './decide-today.ts';

export interface RunPreview {
  readonly weekEnding: WeekEnding;
  readonly friday: LocalDay;
  readonly partners: number;
  readonly payouts: number;
  readonly payoutCents: Cents;
  readonly carriedCents: Cents;
  /** A partner who is carried for two reasons counts with both. */
  readonly carried: readonly { readonly reason: HoldReason; readonly partners: number; readonly cents: Cents }[];
  /** Caps that would hold the run. */
  readonly breaches: readonly CapBreach[];
  /** An older run that is not over. One that is held counts as refused here, which the next run would do to it. */
  readonly unfinished?: { readonly weekEnding: WeekEnding; readonly state: RunState };
  readonly comparison: RunComparison;
}

export async function previewRun(now: Instant, history: RunHistory): Promise<RunPreview> {
  const { settings, calendar } = await history.program();
  const { lastRun } = calendar ?? {};
  const weekEnding = weekOfNextRun(localDayOf(now, settings.timeZone), lastRun);
  const [last] = lastRun ? await history.runs([lastRun]) : [];
  const unfinished = last && !isOver(last) ? last : undefined;
  const foldsAfter = lastRun ?? (calendar ? previousWeek(calendar.firstWeek) : weekEnding);
  const decided = await decideToday(
    {
      weekEnding,
      settings,
      weeks: weeksAfter(foldsAfter, weekEnding),
      held: last?.state === 'held' ? last : undefined,
    },
    history,
  );
  const paid = decided.filter(({ row }) => row.payoutCents > 0);
  const payoutCents = sumOf(paid.map(({ row }) => row.payoutCents));
  return {
    weekEnding,
    friday: runFridayOf(weekEnding),
    partners: decided.length,
    payouts: paid.length,
    payoutCents,
    carriedCents: cents(sumOf(decided.map(balanceOf)) - payoutCents),
    carried: carriedBy(decided),
    breaches: overCaps(
      {
        runCents: payoutCents,
        largestPartnerCents: paid.reduce((most, { row }) => (row.payoutCents > most ? row.payoutCents : most), NOTHING),
        recentRunCents: await recentTotals(weekEnding, history),
      },
      settings.caps,
    ),
    ...(unfinished && { unfinished: { weekEnding: unfinished.weekEnding, state: unfinished.state } }),
    comparison: await compareWithLastRun(paid, last, history),
  };
}

const FRIDAY = 5;
const DAYS_PER_WEEK = 7;

/** Of the Friday that comes next, today included. On a Friday whose run has been it is a week away. */
export function weekOfNextRun(today: LocalDay, lastRun: WeekEnding | undefined): WeekEnding {
  const daysAhead = (FRIDAY - weekdayOf(today) + DAYS_PER_WEEK) % DAYS_PER_WEEK;
  const week = weekEndingPaidBy(addDays(today, daysAhead));
  return lastRun !== undefined && week <= lastRun ? nextWeek(lastRun) : week;
}

const isOver = ({ state }: Run): boolean => state === 'closed' || state === 'refused';
const balanceOf = ({ row }: DecidedToday): Cents => add(row.carriedCents, row.entriesCents);

function carriedBy(decided: readonly DecidedToday[]): RunPreview['carried'] {
  return HOLD_REASONS.flatMap((reason) => {
    const carried = decided.filter(({ row }) => row.reasons.includes(reason));
    return carried.length === 0 ? [] : [{ reason, partners: carried.length, cents: sumOf(carried.map(balanceOf)) }];
  });
}
