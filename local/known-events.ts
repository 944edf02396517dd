/** Tells a program its history in the order in which it became known, on the days on which it did. */

import type { EventResult } from '../shared/contracts/billing-events.ts';
import type { LocalDay } from '../shared/domain/calendar/local-day.ts';
import type { Laptop } from './laptop.ts';
import type { KnownEvent } from './program-files/known-event.ts';

/** Noon in Los Angeles, winter and summer: an instant that is well inside its day. */
export const noonOf = (day: LocalDay): number => Date.parse(`${day}T20:00:00Z`);

export class HistoryRefused extends Error {
  override readonly name = 'HistoryRefused';
}

/** @throws HistoryRefused naming the first event that the program would not take: a checked history has none. */
export async function tell({ billing }: Laptop, known: readonly KnownEvent[]): Promise<void> {
  const results = await billing.send(known.map(({ event }) => event));
  const refused = results.find(({ outcome }: EventResult) => outcome === 'refused');
  if (refused) throw new HistoryRefused(`event ${refused.id}: ${refused.problem}`);
}

/** Groups of events that became known on the same day, in order of days. */
export function* byDay(known: readonly KnownEvent[]): Generator<{ day: LocalDay; events: KnownEvent[] }> {
  let group: { day: LocalDay; events: KnownEvent[] } | undefined;
  for (const event of known) {
    if (group && group.day !== event.knownOn) {
      yield group;
      group = undefined;
    }
    group ??= { day: event.knownOn, events: [] };
    group.events.push(event);
  }
  if (group) yield group;
}
