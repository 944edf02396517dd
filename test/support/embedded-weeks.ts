/** A small program's calendar for tests on the embedded cloud: it begins on a Saturday, and each partner earns the same every week. */
import type { BillingEventInput } from '../../shared/contracts/billing-events.ts';
import { BUCKETS, bucketOf } from '../../shared/domain/bucket.ts';
import type { PartnerId } from '../../shared/domain/ids.ts';
import { cents, toDecimal } from '../../shared/domain/money/cents.ts';

/** A Saturday: the first week ends with the day on which the program begins. */
export const BEGIN = '2026-01-10';
const MS_PER_DAY = 86_400_000;
const day = (plus: number): string => new Date(Date.parse(BEGIN) + plus * MS_PER_DAY).toISOString().slice(0, 10);

/** Weeks count from 1: week 1 ends on 2026-01-10 and is paid on Friday 2026-01-16. */
export const weekOf = (number: number): string => day((number - 1) * 7);
export const fridayOf = (number: number): string => day((number - 1) * 7 + 6);
export const ruleTimeOf = (number: number): number => Date.parse(`${fridayOf(number)}T17:00:00Z`);
const mondayOf = (number: number): string => day((number - 1) * 7 - 5);

/** From $110 on, above the threshold, and another amount for each partner of a test, so that no mix-up goes unseen. */
export const weeklyCents = (partner: string): number => 110_00 + Number(/\d+$/.exec(partner)?.[0] ?? 0);
export const addressOf = (partner: string): string => `pay-${partner}@payee.example`;

/** Partners with a client each, long mature, who pays once in each of so many weeks: everything is told at once. */
export const earners = (partners: readonly string[], weeks: number): BillingEventInput[] =>
  partners.flatMap((partner) => [
    {
      id: `partner-${partner}`,
      type: 'partner',
      partnerId: partner,
      name: `Partner ${partner}`,
      email: `${partner}@partner.example`,
      paypalEmail: addressOf(partner),
    },
    {
      id: `client-${partner}`,
      type: 'client-signed-up',
      clientId: `client-of-${partner}`,
      ownerName: `Owner of ${partner}`,
      ownerEmail: `owner@${partner}.example`,
      referrerId: partner,
    },
    purchase(partner, 'first', 0, '2025-06-02'),
    ...Array.from({ length: weeks }, (_, index) =>
      purchase(partner, `week-${index + 1}`, weeklyCents(partner) * 4, mondayOf(index + 1)),
    ),
  ]);

/** At 25 % a payment of four times as much earns `weeklyCents`. */
function purchase(partner: string, name: string, amountCents: number, paidAt: string): BillingEventInput {
  const id = `${name}-of-${partner}`;
  const amount = toDecimal(cents(amountCents));
  return { id, type: 'payment', paymentId: id, clientId: `client-of-${partner}`, amount, currency: 'USD', paidAt };
}

/** Ids of partners whose buckets one of `groups` groups works on. */
export function partnersOfGroup(group: number, groups: number, count: number): string[] {
  const found: string[] = [];
  for (let number = 1; found.length < count; number += 1) {
    const id = `p${number}`;
    if (Math.floor((bucketOf(id as PartnerId) * groups) / BUCKETS) === group) found.push(id);
  }
  return found;
}
