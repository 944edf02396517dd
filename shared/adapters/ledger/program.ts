/** The program's own items: its settings, and its calendar of weeks and runs. */

import { programSettings } from '../../contracts/program-settings.ts';
import { bucketOf } from '../../domain/bucket.ts';
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import { nextWeek, type WeekEnding, weekEndingPaidBy } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { Item, Table } from '../../ports/table.ts';
import { calendarKey, markerKey, settingsKey } from './keys.ts';

/** Weeks up to `foldedThrough` belong to runs planned before the last one; those up to `lastRun` to the last one. */
export interface ProgramCalendar {
  readonly firstWeek: WeekEnding;
  readonly lastRun?: WeekEnding;
  readonly foldedThrough?: WeekEnding;
  /** The run that plans just now: while it does, no large change of a client may begin. */
  readonly planning?: WeekEnding;
}

export interface ProgramHead {
  readonly settings: ProgramSettings;
  readonly calendar: ProgramCalendar | undefined;
}

export const readProgram = async (table: Table): Promise<ProgramHead> =>
  toProgram(await table.getMany([settingsKey, calendarKey]));

/** @param items with the program's two among them, where they exist. */
export function toProgram(items: readonly Item[]): ProgramHead {
  const stored = items.find(({ sk }) => sk === settingsKey.sk)?.settings;
  const calendar = items.find(({ sk }) => sk === calendarKey.sk) as ProgramCalendar | undefined;
  return { settings: programSettings(stored), calendar };
}

/** The program's first week is the one that the Friday before its first news paid: older history is filed in it, and the next run pays it. */
export async function begin(table: Table, now: Instant): Promise<ProgramSettings> {
  const { settings, calendar } = await readProgram(table);
  if (!calendar) {
    const firstWeek = weekEndingPaidBy(localDayOf(now, settings.timeZone));
    await table.write([{ kind: 'put', item: { ...calendarKey, firstWeek }, when: { kind: 'absent' } }]);
  }
  return settings;
}

/**
 * The earliest open week of a bucket. `lastRunClosed`: whether the bucket's marker for the last run's week stands. Weeks
 * of a run are closed newest first, so this one marker tells of all of them.
 */
export function firstOpenWeek(calendar: ProgramCalendar, lastRunClosed: boolean): WeekEnding {
  const { firstWeek, lastRun, foldedThrough } = calendar;
  const afterClosed = lastRunClosed ? lastRun : foldedThrough;
  return afterClosed && nextWeek(afterClosed) > firstWeek ? nextWeek(afterClosed) : firstWeek;
}

/**
 * Of one partner, as read now; a write in it checks the week's marker, since it may close meanwhile.
 * @throws Error when the program has not begun.
 */
export async function firstOpenWeekOf(table: Table, partner: PartnerId): Promise<WeekEnding> {
  const { calendar } = await readProgram(table);
  if (!calendar) throw new Error('the program has no first week yet: begin comes first');
  const { lastRun } = calendar;
  const closed = lastRun !== undefined && (await table.get(markerKey(lastRun, bucketOf(partner)))) !== undefined;
  return firstOpenWeek(calendar, closed);
}
