/** Takes in new partners, each once. */
import type { EventOf, EventResult } from '../../contracts/billing-events.ts';
import { BEGINNING, type HeldEmail, type Partner } from '../../domain/partner.ts';
import type { IntakeChange, IntakeLedger } from '../../ports/intake-ledger.ts';
import { accepted, duplicate, eventHash, factHash, knownEvent, refused } from './identify-event.ts';

type PartnerEvent = EventOf<'partner'>;

/** Results of those events that are settled; the others lost a race and are to be taken in again. */
export async function takeInPartners(
  events: readonly PartnerEvent[],
  ledger: IntakeLedger,
): Promise<Map<PartnerEvent, EventResult>> {
  const snapshot = await ledger.load({
    events: events.map(({ id }) => id),
    partners: events.map(({ partnerId }) => partnerId),
    clients: [],
    payments: [],
    emails: [],
    names: [],
  });
  const known = new Map(snapshot.events);
  const hashes = new Map(snapshot.partnerHashes);
  const results = new Map<PartnerEvent, EventResult>();
  const changes: { event: PartnerEvent; change: IntakeChange }[] = [];
  for (const event of events) {
    const before = knownEvent(event, known) ?? knownPartner(event, hashes.get(event.partnerId));
    if (before) {
      results.set(event, before);
      continue;
    }
    const hash = eventHash(event);
    known.set(event.id, hash);
    hashes.set(event.partnerId, factHash(event));
    const newPartner = { partner: partnerOf(event), contentHash: factHash(event) };
    changes.push({
      event,
      change: { events: [{ id: event.id, hash }], newPartner, payments: [], put: [], remove: [] },
    });
  }
  const done = await ledger.commit(changes.map(({ change }) => change));
  for (const [place, { event }] of changes.entries()) if (done[place]) results.set(event, accepted(event));
  return results;
}

function knownPartner(event: PartnerEvent, hash: string | undefined): EventResult | undefined {
  if (hash === undefined) return undefined;
  if (hash === factHash(event)) return duplicate(event);
  return refused(
    event,
    `partner ${event.partnerId} is known with other content: change settings in the Partner Center, rates by operations`,
  );
}

/** An imported PayPal address counts as confirmed, and imported e-mails and rates as held from the beginning. */
function partnerOf(event: PartnerEvent): Partner {
  const addresses = new Set([event.email, ...(event.paypalEmail ? [event.paypalEmail] : [])]);
  return {
    id: event.partnerId,
    name: event.name,
    email: event.email,
    country: event.country,
    joinedOn: event.joinedOn,
    rates: event.rateBasisPoints === undefined ? [] : [{ from: BEGINNING, basisPoints: event.rateBasisPoints }],
    heldEmails: [...addresses].map((address): HeldEmail => ({ address, from: BEGINNING })),
    paypal: event.paypalEmail
      ? { address: event.paypalEmail, version: 1, confirmedOn: event.joinedOn ?? BEGINNING, changed: false }
      : undefined,
    tax: { formsOnFile: [] },
  };
}
