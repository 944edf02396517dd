/** Judges an event by its id before anything else looks at it: new, a repetition, or another content under a known id. */
import type { BillingEvent, EventResult } from '../../contracts/billing-events.ts';
import type { EventId } from '../../domain/ids.ts';
import { contentHash } from '../content-hash.ts';

export const eventHash = (event: BillingEvent): string => contentHash(event);

/** What an event says, whatever its own id: two events may tell the same fact. */
export function factHash(event: BillingEvent): string {
  const { id: _, ...fact } = event;
  return contentHash(fact);
}

/** Undefined for an event that is new. */
export function knownEvent(event: BillingEvent, known: ReadonlyMap<EventId, string>): EventResult | undefined {
  const hash = known.get(event.id);
  if (hash === undefined) return undefined;
  if (hash === eventHash(event)) return { id: event.id, outcome: 'duplicate' };
  return refused(event, `event id ${event.id} was used before with other content; a new fact needs a new id`);
}

export const refused = (event: BillingEvent, problem: string): EventResult => ({
  id: event.id,
  outcome: 'refused',
  problem,
});
export const accepted = (event: BillingEvent): EventResult => ({ id: event.id, outcome: 'accepted' });
export const duplicate = (event: BillingEvent): EventResult => ({ id: event.id, outcome: 'duplicate' });
