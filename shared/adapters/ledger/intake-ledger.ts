/** The intake's view of the ledger over a table. */
import { bucketOf } from '../../domain/bucket.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import { creditedPartners } from '../../domain/client-referrer.ts';
import type { ClientId, EventId, PartnerId, PaymentId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import type {
  ClientRecord,
  IntakeChange,
  IntakeKeys,
  IntakeLedger,
  IntakeSnapshot,
  PaymentRecord,
} from '../../ports/intake-ledger.ts';
import type { Item, Key, Table, Write } from '../../ports/table.ts';
import { commitPacked } from './commit-packed.ts';
import { type ClaimWrites, PARTNER_ATTRIBUTE, writesOf } from './intake-writes.ts';
import {
  AWAITED_PREFIX,
  awaitedKey,
  CLIENT_PAYMENT_PREFIX,
  calendarKey,
  clientKey,
  eventKey,
  listedEmailKey,
  markerKey,
  OPEN_INTENTS,
  partnerEmailKey,
  partnerNameKey,
  paymentKey,
  profileKey,
} from './keys.ts';
import { toListedEmail } from './listed-emails.ts';
import { begin, firstOpenWeek, type ProgramCalendar } from './program.ts';

/** @param claimWrites for whoever decides claims. */
export function intakeLedger(table: Table, claimWrites?: ClaimWrites): IntakeLedger {
  // Most changes are measured first and then committed as they are: their writes are made once.
  const made = new WeakMap<IntakeChange, Write[]>();
  const writesOnce = (change: IntakeChange): Write[] => {
    const writes = made.get(change) ?? writesOf(change, claimWrites);
    made.set(change, writes);
    return writes;
  };
  return {
    begin: (now) => begin(table, now),
    load: (keys) => load(table, keys),
    paymentIdsOf: (client) => paymentIdsOf(table, client),
    commit: (changes) => commitPacked(table, changes.map(writesOnce)),
    sizeOf: (change) => writesOnce(change).length,
    async openIntents() {
      const found: { client: ClientId; waitsForRun: boolean }[] = [];
      for await (const { sk, waitsForRun } of table.query({ pk: OPEN_INTENTS }))
        found.push({ client: sk as ClientId, waitsForRun: waitsForRun === true });
      return found;
    },
    async clientsAwaiting(partner) {
      const clients: ClientId[] = [];
      for await (const item of table.query({ pk: profileKey(partner).pk, prefix: AWAITED_PREFIX })) {
        clients.push(item.sk.slice(AWAITED_PREFIX.length) as ClientId);
      }
      return clients;
    },
    async settleAwaiting(partner, clients) {
      for (const client of clients) await table.write([{ kind: 'delete', key: awaitedKey(partner, client) }]);
    },
  };
}

const at = ({ pk, sk }: Key): string => `${pk}|${sk}`;

async function read(table: Table, keys: readonly Key[]): Promise<(key: Key) => Item | undefined> {
  const items = keys.length === 0 ? [] : await table.getMany(keys);
  const byKey = new Map(items.map((item) => [at(item), item]));
  return (key) => byKey.get(at(key));
}

async function load(table: Table, keys: IntakeKeys): Promise<IntakeSnapshot> {
  const found = await read(table, [
    calendarKey,
    ...keys.events.map(eventKey),
    ...keys.payments.map(paymentKey),
    ...keys.clients.map(clientKey),
    ...keys.partners.map(profileKey),
    ...keys.emails.map(partnerEmailKey),
    ...keys.names.map(partnerNameKey),
    ...(keys.listed ?? []).map(listedEmailKey),
  ]);
  const payments = present(keys.payments, (id) => toPayment(id, found(paymentKey(id))));
  const clients = present(keys.clients, (id) => toClient(found(clientKey(id))));
  const partners = present(keys.partners, (id) => toPartner(found(profileKey(id))));
  const partnersByEmail = present(keys.emails, (email) => partnersIn(found(partnerEmailKey(email))));
  const partnersByName = present(keys.names, (name) => partnersIn(found(partnerNameKey(name))));

  const listed = present(keys.listed ?? [], (email) => toListedEmail(found(listedEmailKey(email))));

  const furtherClients = [...payments.values()].flatMap(({ payment }) =>
    payment && !clients.has(payment.clientId) ? [payment.clientId] : [],
  );
  if (furtherClients.length > 0) {
    const ofPayments = await read(table, furtherClients.map(clientKey));
    for (const [id, record] of present(furtherClients, (client) => toClient(ofPayments(clientKey(client)))))
      clients.set(id, record);
  }

  const concerned = new Set<PartnerId>([
    ...keys.partners,
    ...[...clients.values()].flatMap(({ client }) => creditedPartners(client)),
    ...[...payments.values()].flatMap(({ filed }) => filed.map((posting) => posting.partnerId)),
    ...[...partnersByEmail.values(), ...partnersByName.values()].flat(),
    ...[...listed.values()].flatMap(({ listings }) => listings.map(({ partner }) => partner)),
  ]);
  const calendar = found(calendarKey) as ProgramCalendar | undefined;
  if (!calendar) throw new Error('the program has no first week yet: begin comes first');
  const { lastRun } = calendar;
  const missing = [...concerned].filter((id) => !partners.has(id));
  const buckets = [...new Set([...concerned].map(bucketOf))];
  const rest = await read(table, [
    ...missing.map(profileKey),
    ...(lastRun ? buckets.map((bucket) => markerKey(lastRun, bucket)) : []),
  ]);
  for (const [id, partner] of present(missing, (id) => toPartner(rest(profileKey(id))))) partners.set(id, partner);

  const openWeekOf = (partner: PartnerId): WeekEnding =>
    firstOpenWeek(calendar, lastRun !== undefined && rest(markerKey(lastRun, bucketOf(partner))) !== undefined);
  return {
    events: present(keys.events, (id: EventId) => found(eventKey(id))?.hash as string | undefined),
    partners,
    partnerHashes: present(keys.partners, (id) => found(profileKey(id))?.contentHash as string | undefined),
    clients,
    payments,
    partnersByEmail,
    partnersByName,
    listed,
    firstOpenWeek: openWeekOf,
  };
}

function present<Id, Value>(ids: readonly Id[], find: (id: Id) => Value | undefined): Map<Id, Value> {
  const values = new Map<Id, Value>();
  for (const id of ids) {
    const value = find(id);
    if (value !== undefined) values.set(id, value);
  }
  return values;
}

const toPartner = (item: Item | undefined): Partner | undefined => item?.partner as Partner | undefined;

export const toClient = (item: Item | undefined): ClientRecord | undefined =>
  item && {
    client: item.facts as ClientRecord['client'],
    version: item.version as number,
    signUpHash: item.signUpHash as string | undefined,
    awaitsPartner: item.awaitsPartner === true,
    intent: item.intent === true,
    ...(item.waitsForRun === true ? { waitsForRun: true } : {}),
    ...(item.shownTo ? { shownTo: item.shownTo as PartnerId[] } : {}),
  };

export const toPayment = (id: PaymentId, item: Item | undefined): PaymentRecord | undefined =>
  item &&
  ({
    id,
    version: item.version,
    payment: item.payment,
    waiting: item.waiting,
    refused: item.refused,
    filed: item.filed,
  } as PaymentRecord);

const partnersIn = (item: Item | undefined): PartnerId[] | undefined =>
  item &&
  Object.keys(item).flatMap((name) =>
    name.startsWith(PARTNER_ATTRIBUTE) ? [name.slice(PARTNER_ATTRIBUTE.length) as PartnerId] : [],
  );

export async function paymentIdsOf(table: Table, client: ClientId): Promise<PaymentId[]> {
  const ids: PaymentId[] = [];
  for await (const item of table.query({ pk: clientKey(client).pk, prefix: CLIENT_PAYMENT_PREFIX })) {
    ids.push(item.sk.slice(CLIENT_PAYMENT_PREFIX.length) as PaymentId);
  }
  return ids;
}
