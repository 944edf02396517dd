/**
 * A made-up program of any size, the same each time: partners with clients who mature in one week, so that all they paid so
 * far is due in it, and in later weeks pay again. Ids are as long as those of well-known billing systems.
 */
import { createHash } from 'node:crypto';
import type { BillingEventInput } from '../shared/contracts/billing-events.ts';
import { addDays, type LocalDay } from '../shared/domain/calendar/local-day.ts';
import type { WeekEnding } from '../shared/domain/calendar/week.ts';
import { DEFAULT_SETTINGS } from '../shared/domain/program-settings.ts';

export interface ProgramSize {
  readonly partners: number;
  /** Entries due in a week, shared evenly. At least one a partner. */
  readonly entries: number;
}

/** `half-carried`: every second partner stays below the threshold. */
export type WeekKind = 'all-paid' | 'half-carried';

export const ENTRIES_PER_CLIENT = 5;
const DAYS_BETWEEN_PAYMENTS = 30;

export function entriesOf(partner: number, { partners, entries }: ProgramSize): number {
  return Math.floor(((partner + 1) * entries) / partners) - Math.floor((partner * entries) / partners);
}

const clientsOf = (partner: number, size: ProgramSize): number =>
  Math.ceil(entriesOf(partner, size) / ENTRIES_PER_CLIENT);

export function partnerEvent(partner: number): BillingEventInput {
  return {
    id: id('evt', 24, `partner ${partner}`),
    type: 'partner',
    partnerId: partnerIdOf(partner),
    name: `Partner Number ${partner}`,
    email: `partner-${partner}@agency.example`,
    paypalEmail: `payouts-${partner}@agency.example`,
  };
}

export function signUpEvents(partner: number, size: ProgramSize): BillingEventInput[] {
  return numbers(clientsOf(partner, size)).map((client) => ({
    id: id('evt', 24, `sign-up ${partner} ${client}`),
    type: 'client-signed-up',
    clientId: clientIdOf(partner, client),
    ownerName: `Owner ${client} Of ${partner}`,
    ownerEmail: `owner@client-${partner}-${client}.example`,
    referrerId: partnerIdOf(partner),
  }));
}

/** The first week: each client bought first on the day that makes it mature in this week, monthly since, and once more now. */
export function historyEvents(
  partner: number,
  size: ProgramSize,
  week: WeekEnding,
  kind: WeekKind,
): BillingEventInput[] {
  const maturesOn = addDays(week, -3);
  return numbers(entriesOf(partner, size)).map((entry) => {
    const months = DEFAULT_SETTINGS.maturityDays / DAYS_BETWEEN_PAYMENTS;
    const month = entry % ENTRIES_PER_CLIENT;
    const day = month <= months ? addDays(maturesOn, (month - months) * DAYS_BETWEEN_PAYMENTS) : addDays(week, -2);
    return payment(partner, Math.floor(entry / ENTRIES_PER_CLIENT), entry, size, week, day, kind);
  });
}

/** A later week: its clients pay in turn, one after the other. */
export function paymentEvents(
  partner: number,
  size: ProgramSize,
  week: WeekEnding,
  kind: WeekKind,
): BillingEventInput[] {
  const clients = clientsOf(partner, size);
  return numbers(entriesOf(partner, size)).map((entry) =>
    payment(partner, entry % clients, entry, size, week, addDays(week, -2), kind),
  );
}

function payment(
  partner: number,
  client: number,
  entry: number,
  size: ProgramSize,
  week: WeekEnding,
  day: LocalDay,
  kind: WeekKind,
): BillingEventInput {
  const amount = kind === 'half-carried' && partner % 2 === 1 ? smallCents(partner, size) : largeCents(partner, size);
  return {
    id: id('evt', 24, `payment ${week} ${partner} ${entry}`),
    type: 'payment',
    paymentId: id('ch', 24, `payment ${week} ${partner} ${entry}`),
    clientId: clientIdOf(partner, client),
    amount: `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`,
    currency: 'USD',
    paidAt: day,
  };
}

/** The FAQ's $79, or more where so few entries would not reach the threshold. */
const largeCents = (partner: number, size: ProgramSize): number => Math.max(79_00, 2 * neededCents(partner, size));
/** About half the threshold in a week. */
const smallCents = (partner: number, size: ProgramSize): number => Math.floor(neededCents(partner, size) / 2);
/** What each of the week's payments must be for the commissions to come to the threshold. */
const neededCents = (partner: number, size: ProgramSize): number =>
  Math.ceil((DEFAULT_SETTINGS.thresholdCents * 10_000) / DEFAULT_SETTINGS.rateBasisPoints / entriesOf(partner, size));

const partnerIdOf = (partner: number): string => id('prt', 20, `partner ${partner}`);
const clientIdOf = (partner: number, client: number): string => id('cus', 14, `client ${partner} ${client}`);

const id = (prefix: string, length: number, of: string): string =>
  `${prefix}_${createHash('sha256').update(of).digest('hex').slice(0, length)}`;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);
