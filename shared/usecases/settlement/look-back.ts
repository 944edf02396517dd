/**
 * Looks back at payouts that were paid: they may be reversed for half a year, of which PayPal sends no webhook, or sent back,
 * of which a webhook may be lost. A week a day: each run of half a year is looked at about once a month, for a few requests.
 */
import { addDays, daysBetween, type LocalDay, localDay } from '../../domain/calendar/local-day.ts';
import { localDayOf } from '../../domain/calendar/time-zone.ts';
import { type WeekEnding, weekEndingPaidBy } from '../../domain/calendar/week.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import { eachInTurn } from '../each-in-turn.ts';
import type { ReconcileDependencies } from './dependencies.ts';
import { lookAtSettled } from './look-at-settled.ts';
import { reportAgain } from './report-again.ts';

/** 182 days: a buyer may dispute for 180. */
export const WEEKS_BACK = 26;

export interface LookBackDependencies extends ReconcileDependencies {
  readonly settings: () => Promise<ProgramSettings>;
}

/** How many weeks back moves by one a day, and the weeks by one in seven: none is passed over. */
export function weekToLookAt(today: LocalDay): WeekEnding {
  const back = daysBetween(localDay('1970-01-01'), today) % WEEKS_BACK;
  return weekEndingPaidBy(addDays(today, -7 * (back + 1)));
}

/** @returns how many batches were looked at. */
export async function lookBack(dependencies: LookBackDependencies): Promise<number> {
  const { ledger, clock, settings } = dependencies;
  const week = weekToLookAt(localDayOf(clock.now(), (await settings()).timeZone));
  const settled = (await ledger.batchesOf(week)).filter(({ state }) => state === 'settled');
  if (settled.length === 0) return 0;
  await eachInTurn(settled, (batch) => lookAtSettled(batch, dependencies));
  await reportAgain(await ledger.findRun(week), ledger);
  return settled.length;
}
