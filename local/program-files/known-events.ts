/** Puts a program's facts in the order in which they became known, each on its day. */
import { earlier, type LocalDay } from '../../shared/domain/calendar/local-day.ts';
import type { ClientFact, FactTable, MovementFact, PartnerFact, PaymentFact } from './facts.ts';
import { inOrder, type KnownEvent } from './known-event.ts';

export interface ProgramFacts {
  readonly partners: FactTable<PartnerFact>;
  readonly clients: FactTable<ClientFact>;
  readonly payments: FactTable<PaymentFact>;
  readonly refunds: FactTable<MovementFact>;
}

/** @param today the day of what is not dated, in files where nothing is. */
export function knownEvents(facts: ProgramFacts, today: LocalDay): KnownEvent[] {
  const beginning = earliestDay(facts) ?? today;
  const known: KnownEvent[] = [];

  const firstPaid = new Map<string, LocalDay>();
  for (const { event, day } of facts.payments) {
    known.push({ knownOn: day, event });
    noteEarlier(firstPaid, event.clientId, day);
  }
  const firstNamed = new Map<string, LocalDay>();
  for (const { event, createdOn, cancellation } of facts.clients) {
    const paidOn = firstPaid.get(event.clientId);
    const knownOn = earliestOf([createdOn ?? paidOn ?? beginning, paidOn, cancellation?.day]) ?? beginning;
    known.push({ knownOn, event });
    if (cancellation) known.push({ knownOn: cancellation.day, event: cancellation.event });
    if (event.referrerId !== undefined) noteEarlier(firstNamed, event.referrerId, knownOn);
  }
  for (const { event, joinedOn } of facts.partners) {
    const knownOn = earliestOf([joinedOn ?? beginning, firstNamed.get(event.partnerId)]) ?? beginning;
    known.push({ knownOn, event });
  }
  for (const { event, movement } of facts.refunds) known.push({ knownOn: movement.day, event });
  return known.sort(inOrder);
}

const earliestOf = (days: readonly (LocalDay | undefined)[]): LocalDay | undefined =>
  days.reduce((first, day) => (first && day ? earlier(first, day) : (first ?? day)), undefined);

function noteEarlier(days: Map<string, LocalDay>, id: string, day: LocalDay): void {
  const before = days.get(id);
  if (before === undefined || day < before) days.set(id, day);
}

function earliestDay({ partners, clients, payments, refunds }: ProgramFacts): LocalDay | undefined {
  let first: LocalDay | undefined;
  for (const { joinedOn } of partners) first = earliestOf([first, joinedOn]);
  for (const { createdOn, cancellation } of clients) first = earliestOf([first, createdOn, cancellation?.day]);
  for (const { day } of payments) first = earliestOf([first, day]);
  for (const { movement } of refunds) first = earliestOf([first, movement.day]);
  return first;
}
