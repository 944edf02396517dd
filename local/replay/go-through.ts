/** Lives through a history: its events become known on their days, and each Friday that counts runs on its way. */
import type { LocalDay } from '../../shared/domain/calendar/local-day.ts';
import { byDay, noonOf, tell } from '../known-events.ts';
import type { Laptop } from '../laptop.ts';
import type { KnownEvent } from '../program-files/known-event.ts';
import { progress } from '../progress.ts';
import type { Bookmark } from './bookmark.ts';

export interface Fridays {
  /** The first Friday whose run counts. */
  readonly from: LocalDay;
  readonly to: LocalDay;
}

/** Goes on where the bookmark stands. */
export async function goThrough(
  laptop: Laptop,
  known: readonly KnownEvent[],
  { from, to }: Fridays,
  bookmark: Bookmark,
): Promise<void> {
  const shown = progress('replaying', known.length);
  const startOfFrom = Date.parse(`${from}T00:00:00Z`);
  let done = 0;
  for (const { day, events } of byDay(known)) {
    done += events.length;
    if (day <= bookmark.toldThrough()) continue;
    await passTo(laptop, noonOf(day), startOfFrom);
    await tell(laptop, events);
    bookmark.told(day);
    shown.to(done, day);
  }
  // The last Friday's rule fires in the morning in Los Angeles, before that day's noon.
  await passTo(laptop, noonOf(to), startOfFrom);
  shown.end();
}

/** Rules fire on the way, but for those before the first Friday that counts. */
async function passTo({ cloud, clock }: Laptop, at: number, startOfFrom: number): Promise<void> {
  if (clock.now() < startOfFrom) await cloud.advanceTo(Math.min(at, startOfFrom), { only: () => false });
  // Even where a waiting run carried the clock beyond: a firing that an interruption cut short comes first.
  if (at >= startOfFrom) await cloud.advanceTo(Math.max(at, clock.now()));
}
