/** Answers "why didn't I get paid", for all of a partner's cents or those of one client. */
import type * as z from 'zod';
import type { clientOut, getClientWhy, getWhy } from '../../contracts/api/earnings.ts';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import type { Client } from '../../domain/client.ts';
import type { ClientId, PartnerId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import { type ClientStanding, clientStanding } from '../../domain/why/client-standing.ts';
import type { PartnerPosition } from '../../domain/why/partner-position.ts';
import { whyClient } from '../../domain/why/why-client.ts';
import { type Why, whyUnpaid } from '../../domain/why/why-unpaid.ts';
import type { ClientTotals, EarningsLedger } from '../../ports/earnings-ledger.ts';
import { atRest } from './at-rest.ts';
import { coveringPayouts } from './covering-payouts.ts';
import { partnerPosition } from './partner-position.ts';

type ShownWhy = z.input<(typeof getWhy)['answer']['body']>;
type ShownClientWhy = z.input<(typeof getClientWhy)['answer']['body']>;
type ShownClient = z.input<typeof clientOut>;

/** Undefined when there is no such partner. */
export async function whyPartner(
  partner: PartnerId,
  now: Instant,
  ledger: EarningsLedger,
): Promise<ShownWhy | undefined> {
  const known = await partnerPosition(partner, now, ledger);
  return known && { today: known.position.today, ...shownWhy(whyUnpaid(known.position)) };
}

/** Undefined for a client that never was this partner's. @throws BeingCorrected */
export const whyOfClient = (
  partner: PartnerId,
  clientId: ClientId,
  now: Instant,
  ledger: EarningsLedger,
): Promise<ShownClientWhy | undefined> =>
  atRest(
    partner,
    ledger,
    async () => {
      const known = await partnerPosition(partner, now, ledger);
      return known && { ...known, moment: known.standing.moment };
    },
    ({ position }) => whyClientAt(position, clientId, ledger),
  );

async function whyClientAt(
  position: PartnerPosition,
  clientId: ClientId,
  ledger: EarningsLedger,
): Promise<ShownClientWhy | undefined> {
  const partner = position.partner.id;
  const [found, payments] = await Promise.all([ledger.client(partner, clientId), ledger.payments(clientId)]);
  if (!found) return undefined;
  const { client, totals } = found;
  const own = payments.flatMap(({ filed }) => filed.filter(({ partnerId }) => partnerId === partner));
  const weeks = own.map(({ weekEnding }) => weekEnding);
  const payouts = await coveringPayouts(partner, weeks, ledger);
  const why = whyClient(position, { client, name: nameOf(client, clientId), payments, payouts });
  return {
    today: position.today,
    client: shownClient(totals, client, why.standing),
    paidCents: why.paidCents,
    ...shownWhy(why),
  };
}

export interface ClientsPage {
  readonly items: readonly ShownClient[];
  readonly next?: ClientId;
}

/** @throws BeingCorrected */
export async function listClients(
  partner: PartnerId,
  wanted: ClientStanding['code'] | undefined,
  page: { readonly after?: ClientId; readonly limit: number },
  now: Instant,
  ledger: EarningsLedger,
): Promise<ClientsPage> {
  const begin = () => ledger.standing(partner);
  const found = await atRest(partner, ledger, begin, async ({ partner: self, settings }): Promise<ClientsPage> => {
    const totals = await ledger.clients(partner, page);
    const last = totals.at(-1);
    if (!last) return { items: [] };
    const facts = await ledger.clientFacts(totals.map(({ clientId }) => clientId));
    const question = { partner: self, settings, today: localDayOf(now, settings.timeZone) };
    const items = totals
      .map((each) => clientLine(each, facts.get(each.clientId), question))
      .filter(({ standing: { code } }) => wanted === undefined || code === wanted);
    return totals.length === page.limit ? { items, next: last.clientId } : { items };
  });
  return found ?? { items: [] };
}

interface Question {
  readonly partner: Partner;
  readonly settings: ProgramSettings;
  readonly today: LocalDay;
}

function clientLine(totals: ClientTotals, found: Client | undefined, question: Question): ShownClient {
  // Totals are written with the client's own item: one without the other is none that a partner could have referred.
  const client: Client = found ?? { id: totals.clientId, selfReferralDecisions: {} };
  const name = nameOf(client, totals.clientId);
  return shownClient(totals, client, clientStanding({ ...question, client, name }));
}

const shownClient = (
  { clientId, cents, entries, voidCents, heldCents }: ClientTotals,
  client: Client,
  standing: ClientStanding,
): ShownClient => ({
  clientId,
  name: nameOf(client, clientId),
  since: client.since,
  standing,
  countedCents: cents,
  voidCents,
  heldCents,
  entries,
});

/** A copy that the contract may hold: reasons are read-only lists in the domain. */
const shownWhy = ({ unpaidCents, reasons, asides }: Why) => ({
  unpaidCents,
  reasons: reasons.map((reason) => ({ ...reason, also: [...reason.also] })),
  asides: [...asides],
});

const nameOf = ({ owner }: Client, id: ClientId): string => owner?.name ?? id;
