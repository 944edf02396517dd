/** A small program's year, drawn from a seed: partners, clients, payments and what becomes of them, each with the day on which billing tells of it. */
import type { BillingEventInput } from '../../shared/contracts/billing-events.ts';
import type { StoredSettings } from '../../shared/contracts/program-settings.ts';
import { dayText } from './days.ts';
import type { Chance } from './kernel/chance.ts';

export interface News {
  /** The day on which billing tells it first. */
  readonly day: number;
  readonly event: BillingEventInput;
}
export interface Story {
  readonly firstFriday: number;
  /** From then on nothing new happens and nothing goes wrong any more. */
  readonly calmFrom: number;
  readonly end: number;
  readonly settings: StoredSettings & { readonly maturityDays: number; readonly thresholdCents: number };
  readonly partners: readonly string[];
  readonly clients: readonly string[];
  readonly news: readonly News[];
}

/** Friday 2026-01-02, and the week before it in which the program begins. */
const FIRST_FRIDAY = 61;
const BEGINNING = 54;
/** What nobody claims comes back after 30 days, and the Friday after that pays it, and one more may be late. */
const CALM_FRIDAYS = 9;

export const addressOf = (partner: string, version: number): string => `pay-${partner}-${version}@payee.example`;
export const partnerOfAddress = (address: string): string | undefined => /^pay-(p\d+)-\d+@/.exec(address)?.[1];

/** @param weeks Fridays on which things go wrong. */
export function story(chance: Chance, weeks: number): Story {
  const calmFrom = FIRST_FRIDAY + 7 * weeks - 3;
  const partners = Array.from({ length: chance.pick([1, 2, 2, 3, 4]) }, (_, place) => `p${place}`);
  const clients = Array.from({ length: chance.pick([2, 3, 3, 4, 6]) }, (_, place) => `c${place}`);
  const news: News[] = partners.map((partner) => partnerNews(partner, chance));
  for (const client of clients)
    news.push(...clientNews(client, chance.happens(0.9) ? chance.pick(partners) : undefined, calmFrom, chance));
  return {
    firstFriday: FIRST_FRIDAY,
    calmFrom,
    end: FIRST_FRIDAY + 7 * (weeks + CALM_FRIDAYS - 1) + 2,
    settings: settingsOf(chance),
    partners,
    clients,
    news: [...news, ...toldAnew(news, chance)].filter(({ day }) => day < calmFrom).sort((a, b) => a.day - b.day),
  };
}

/** Some facts are told again under another event's id: that is one fact, not two. */
const toldAnew = (news: readonly News[], chance: Chance): News[] =>
  news
    .filter(() => chance.happens(0.05))
    .map(({ day, event }) => ({ day: day + chance.between(0, 20), event: { ...event, id: `${event.id}-anew` } }));

function settingsOf(chance: Chance): Story['settings'] {
  const tight = chance.happens(0.25);
  return {
    maturityDays: chance.pick([0, 0, 30, 90]),
    thresholdCents: chance.pick([1, 50_00, 100_00]),
    bucketGroups: chance.pick([1, 1, 1, 2, 3]),
    settleWithinHours: chance.pick([1, 6, 24, 72]),
    adjustmentLimitCents: 100_00,
    ...(tight ? { caps: { maxRunCents: 900_00, maxPartnerCents: 600_00, jumpFactor: 2, jumpFloorCents: 300_00 } } : {}),
  };
}

/** Told at once, or up to two months late. */
function told(day: number, chance: Chance): number {
  const first = Math.max(BEGINNING, day) + (chance.happens(0.75) ? 0 : chance.between(1, 60));
  // Often on a Friday, when a run works at the same moment.
  return chance.happens(0.4) ? first + ((FRIDAY - (first % 7) + 7) % 7) : first;
}
const FRIDAY = 5;

function partnerNews(partner: string, chance: Chance): News {
  const rate = chance.happens(0.3) ? { rateBasisPoints: chance.pick([1, 3_333, 10_000]) } : {};
  const paypal = chance.happens(0.9) ? { paypalEmail: addressOf(partner, 0) } : {};
  return {
    day: BEGINNING + (chance.happens(0.7) ? 0 : chance.between(1, 120)),
    event: {
      ...{ id: `partner-${partner}`, type: 'partner', partnerId: partner, name: `Partner ${partner}` },
      ...{ email: `${partner}@partner.example`, country: chance.happens(0.06) ? 'DE' : 'US', ...paypal, ...rate },
    },
  };
}

function clientNews(clientId: string, referrerId: string | undefined, calmFrom: number, chance: Chance): News[] {
  const self = referrerId === undefined ? 1 : chance.next();
  // Some partners are clients whom nobody referred: they may claim themselves, in vain.
  const isPartner = self < 0.05 || (referrerId === undefined && chance.happens(0.4));
  const ownerEmail = isPartner ? `${referrerId ?? 'p0'}@partner.example` : `owner@${clientId}.example`;
  const ownerName = self > 0.05 && self < 0.1 ? `Partner ${referrerId}` : `Owner ${clientId}`;
  const begins = chance.pick([chance.between(0, 60), chance.between(0, Math.max(1, calmFrom - 60))]);
  const news: News[] = [
    {
      day: Math.max(BEGINNING, begins) + (chance.happens(0.7) ? 0 : chance.between(1, 90)),
      event: { id: `sign-up-${clientId}`, type: 'client-signed-up', clientId, ownerName, ownerEmail, referrerId },
    },
  ];
  const price = chance.pick([
    1,
    79_00,
    199_99,
    chance.between(1, 200_000),
    chance.between(200_00, 200_000),
    200_00,
    400_00,
    800_00,
  ]);
  for (let [day, place] = [begins, 0]; day < calmFrom; place += 1) {
    news.push(...paymentNews(`${clientId}-${place}`, clientId, chance.happens(0.1) ? 0 : price, day, chance));
    day += chance.pick([30, 31, 28, 7]);
    if (place > 20) break;
  }
  if (chance.happens(0.3)) {
    const on = begins + chance.pick([0, 29, 30, 31, 89, 90, 91, chance.between(0, 200)]);
    if (on < calmFrom)
      news.push({
        day: told(on, chance),
        event: { id: `cancel-${clientId}`, type: 'cancellation', clientId, on: dayText(on) },
      });
  }
  return news;
}

const dollars = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

function paymentNews(paymentId: string, clientId: string, cents: number, day: number, chance: Chance): News[] {
  const news: News[] = [
    {
      day: told(day, chance),
      event: {
        ...{ id: `paid-${paymentId}`, type: 'payment', paymentId, clientId },
        ...{ amount: dollars(cents), currency: 'USD', paidAt: dayText(day) },
      },
    },
  ];
  if (!chance.happens(0.2)) return news;
  for (let [place, on] = [0, day]; place < 3 && (place === 0 || chance.happens(0.4)); place += 1) {
    on += chance.pick([0, 0, 1, chance.between(0, 100)]);
    const type = chance.pick(['refund', 'chargeback', 'chargeback-reversed'] as const);
    const amount = dollars(Math.floor((cents * chance.pick([3, 33, 50, 100, 110])) / 100));
    const refundId = `${paymentId}-r${place}`;
    news.push({ day: told(on, chance), event: { id: refundId, type, refundId, paymentId, amount, on: dayText(on) } });
  }
  return news;
}
