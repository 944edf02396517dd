/**
 * Takes billing's events into the ledger: late, repeated and in any order. Each event's effect is written in one transaction
 * with its id, so that it happens once; whoever loses a race reads again and decides again.
 */
import type { BillingEvent, EventOf, EventResult } from '../../contracts/billing-events.ts';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import type { ClientId, PartnerId } from '../../domain/ids.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import { type IntakeLedger, NO_KEYS } from '../../ports/intake-ledger.ts';
import { inParallel } from '../in-parallel.ts';
import type { ClientEvent } from './fold-client-events.ts';
import { type Settled, takeInClients } from './take-in-clients.ts';
import { takeInPartners } from './take-in-partners.ts';

export interface IntakeDependencies {
  readonly ledger: IntakeLedger;
  readonly settings: ProgramSettings;
  /** In the program's time zone: the day of a sign-up that says none. */
  readonly today: LocalDay;
  /** Waits, longer with each lost race in a row. */
  readonly pause: (attempt: number) => Promise<void>;
}

/** Nearly always nobody awaits a new partner: a question each, and a call may bring five hundred. Their clients are different ones. */
const PARTNERS_AT_ONCE = 10;

/** So many rounds in a row without a single event settled: somebody else changes the same clients all the time. */
const MAX_LOST_ROUNDS = 12;

export class IntakeBusy extends Error {
  override readonly name = 'IntakeBusy';
}

/**
 * Results in the order of the events. Those settled before a throw stay so: sending the same events again is safe.
 * @throws IntakeBusy when races were lost too often in a row.
 */
export async function takeInEvents(
  events: readonly BillingEvent[],
  dependencies: IntakeDependencies,
): Promise<EventResult[]> {
  const { ledger, settings, today, pause } = dependencies;
  const settled: Settled = new Map();
  const partners = events.filter((event): event is EventOf<'partner'> => event.type === 'partner');
  const others = events.filter((event): event is ClientEvent => event.type !== 'partner');

  await untilSettled(partners, settled, pause, (pending) => takeInPartners(pending, ledger));
  const arrived = [...new Set(partners.map(({ partnerId }) => partnerId))];
  await inParallel(arrived, PARTNERS_AT_ONCE, (partner) => fileAwaiting(partner, dependencies));
  await untilSettled(others, settled, pause, (pending) => takeInClients(pending, [], ledger, settings, today));
  return events.flatMap((event) => settled.get(event) ?? []);
}

async function untilSettled<Event extends BillingEvent>(
  events: readonly Event[],
  settled: Settled,
  pause: IntakeDependencies['pause'],
  round: (pending: readonly Event[]) => Promise<ReadonlyMap<Event, EventResult> | Settled>,
): Promise<void> {
  let lost = 0;
  for (let pending = events; pending.length > 0; pending = pending.filter((event) => !settled.has(event))) {
    if (lost > 0) await pause(lost);
    if (lost > MAX_LOST_ROUNDS)
      throw new IntakeBusy(`${pending.length} events could not be written: others keep changing the same clients`);
    const results = await round(pending);
    for (const [event, result] of results) settled.set(event, result);
    lost = results.size > 0 ? 0 : lost + 1;
  }
}

/** Clients that named this partner before it was known: their payments earn now. Runs for a repeated event too, so that a crash leaves none behind. */
async function fileAwaiting(partner: PartnerId, { ledger, settings, today, pause }: IntakeDependencies): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const clients: ClientId[] = await ledger.clientsAwaiting(partner);
    if (clients.length === 0) return;
    await takeInClients([], clients, ledger, settings, today);
    const left = await ledger.load({ ...NO_KEYS, clients });
    const done = clients.filter((id) => left.clients.get(id)?.awaitsPartner !== true);
    await ledger.settleAwaiting(partner, done);
    if (done.length === clients.length) return;
    if (attempt > MAX_LOST_ROUNDS)
      throw new IntakeBusy(`clients of partner ${partner} could not be written: others keep changing them`);
    await pause(attempt);
  }
}
