/**
 * A made-up partner with a history of any length, the same each time: clients who pay monthly while their turn lasts, a
 * refund now and then, something for every week, and a tenth of all entries still maturing.
 */
import { createHash } from 'node:crypto';
import type { BillingEventInput } from '../shared/contracts/billing-events.ts';
import { addDays, daysBetween, type LocalDay } from '../shared/domain/calendar/local-day.ts';
import type { WeekEnding } from '../shared/domain/calendar/week.ts';
import { type ClientId, clientId, type PartnerId, partnerId } from '../shared/domain/ids.ts';
import { DEFAULT_SETTINGS } from '../shared/domain/program-settings.ts';

/** What billing tells on a day. */
export interface Told {
  readonly on: LocalDay;
  readonly event: BillingEventInput;
}

export interface PartnerHistory {
  readonly partner: PartnerId;
  readonly entries: number;
  /** Past weeks; each of them has entries. */
  readonly weeks: number;
  readonly clients: readonly ClientId[];
  /** Of one client who has paid as often as any, the last one whose turn is over. */
  readonly oldClient: ClientId;
  /** In the order of days. */
  readonly told: readonly Told[];
}

/** Ten years at most, and a year and a half at least: the year that screens show is full at every size. */
const MAX_WEEKS = 520;
const MIN_WEEKS = 78;
const ENTRIES_A_WEEK = 18;
const ENTRIES_A_CLIENT = 10;
const DAYS_BETWEEN_PAYMENTS = 30;
const ENTRIES_A_REFUND = 40;
export const MIN_ENTRIES = 100;

const { maturityDays, thresholdCents, rateBasisPoints } = DEFAULT_SETTINGS;

/** @param last the last week that has ended by `today`. */
export function partnerHistory(entries: number, last: WeekEnding, today: LocalDay): PartnerHistory {
  if (entries < MIN_ENTRIES) throw new RangeError(`a history has at least ${MIN_ENTRIES} entries`);
  const ahead = Math.floor(entries / 10);
  const past = entries - ahead;
  const weeks = Math.min(MAX_WEEKS, Math.max(MIN_WEEKS, Math.floor(past / ENTRIES_A_WEEK)));
  // Every week reaches the threshold.
  const cents = Math.max(79_00, Math.ceil((thresholdCents * 10_000) / rateBasisPoints / Math.floor(past / weeks)));
  const write = writer(entries, cents);
  const active = Math.max(1, Math.round((DAYS_BETWEEN_PAYMENTS * past) / (7 * weeks)));
  const first = addDays(last, 1 - 7 * weeks);
  const told = [
    { on: addDays(first, -maturityDays), event: write.partner() },
    ...pastEntries(past, active, (entry) => addDays(first, Math.floor((entry * 7 * weeks) / past)), write),
    ...entriesAhead(ahead, today, write),
  ];
  const clients = told.flatMap(({ event }) => (event.type === 'client-signed-up' ? clientId(event.clientId) : []));
  const turnsOver = Math.floor(past / (active * ENTRIES_A_CLIENT));
  return {
    partner: write.partnerId,
    entries,
    weeks,
    clients,
    oldClient: clientId(write.clientId(`${turnsOver - 1} 0`)),
    told: told.sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on))),
  };
}

/** Clients pay in turn, so many of them at a time that each pays about monthly. */
function pastEntries(entries: number, active: number, dayOf: (entry: number) => LocalDay, write: Writer): Told[] {
  return numbers(entries).flatMap((entry) => {
    const turn = entry % (active * ENTRIES_A_CLIENT);
    const client = `${Math.floor(entry / (active * ENTRIES_A_CLIENT))} ${turn % active}`;
    const [name, day] = [String(entry), dayOf(entry)];
    if (turn < active) return write.firstPayment(client, name, addDays(day, -maturityDays));
    // Of a payment a month ago, which is none itself: refunds are rarer than that.
    if (entry % ENTRIES_A_REFUND === ENTRIES_A_REFUND - 1) return write.refund(name, String(entry - active), day);
    return write.payment(client, name, day);
  });
}

/** Two payments a client, or one where there would not be a client for each of the weeks ahead. */
function entriesAhead(entries: number, today: LocalDay, write: Writer): Told[] {
  const clients = Math.max(Math.ceil(entries / 2), Math.min(entries, Math.ceil(maturityDays / 7)));
  return numbers(entries).flatMap((entry) => {
    const number = entry % clients;
    const client = `new ${number}`;
    const first = addDays(today, -1 - Math.floor((number * (maturityDays - 2)) / clients));
    if (entry === number) return write.firstPayment(client, `new ${entry}`, first);
    return write.payment(client, `new ${entry}`, addDays(first, Math.floor(daysBetween(first, today) / 2)));
  });
}

type Writer = ReturnType<typeof writer>;

/** Events of one partner's program, with ids as long as those of well-known billing systems. */
function writer(size: number, cents: number) {
  const id = (prefix: string, length: number, of: string): string =>
    `${prefix}_${createHash('sha256').update(`${size} ${of}`).digest('hex').slice(0, length)}`;
  const eventId = (of: string): string => id('evt', 24, of);
  const clientIdOf = (client: string): string => id('cus', 14, client);
  const paymentIdOf = (name: string): string => id('ch', 24, name);
  const partner = partnerId(id('prt', 20, 'partner'));

  const payment = (client: string, name: string, on: LocalDay): Told[] => [
    {
      on,
      event: {
        ...{ id: eventId(`payment ${name}`), type: 'payment', paymentId: paymentIdOf(name) },
        ...{ clientId: clientIdOf(client), amount: dollars(cents), currency: 'USD', paidAt: on },
      },
    },
  ];
  return {
    partnerId: partner,
    clientId: clientIdOf,
    payment,
    partner: (): BillingEventInput => ({
      ...{ id: eventId('partner'), type: 'partner', partnerId: partner, name: `Partner With ${size} Entries` },
      ...{ email: `partner-${size}@agency.example`, paypalEmail: `payouts-${size}@agency.example` },
    }),
    firstPayment: (client: string, name: string, on: LocalDay): Told[] => [
      {
        on,
        event: {
          ...{ id: eventId(`sign-up ${client}`), type: 'client-signed-up', clientId: clientIdOf(client) },
          ...{
            ownerName: `Owner ${client} Of ${size}`,
            ownerEmail: `owner@client-${client.replace(' ', '-')}.example`,
          },
          referrerId: partner,
        },
      },
      ...payment(client, name, on),
    ],
    refund: (name: string, of: string, on: LocalDay): Told[] => [
      {
        on,
        event: {
          ...{ id: eventId(`refund ${name}`), type: 'refund', refundId: id('re', 24, name) },
          ...{ paymentId: paymentIdOf(of), amount: dollars(Math.floor(cents / 5)), on },
        },
      },
    ],
  };
}

const dollars = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);
