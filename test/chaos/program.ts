/** The program that is lived under kills: small, the same for a seed, with payouts on each of its Fridays and one of each trouble. */
import { type Random, random } from '../../local/demo-program/random.ts';
import type { KnownEvent } from '../../local/program-files/known-event.ts';
import { inOrder } from '../../local/program-files/known-event.ts';
import { addDays, type LocalDay, localDay } from '../../shared/domain/calendar/local-day.ts';
import { cents, toDecimal } from '../../shared/domain/money/cents.ts';

export const PARTNERS = 24;
/** The first Friday, and how many there are. */
const FIRST_FRIDAY = localDay('2026-01-16');
export const FRIDAYS = 6;
/** Long before: every client is mature when the program begins. */
const FIRST_PURCHASE = localDay('2025-06-02');
const BEGIN = addDays(FIRST_FRIDAY, -6);

export interface ChaosProgram {
  readonly known: readonly KnownEvent[];
  readonly from: LocalDay;
  readonly to: LocalDay;
  /** How PayPal ends the items of these receivers; of all others with SUCCESS. */
  readonly outcomes: readonly { readonly receiver: string; readonly status: string; readonly error?: string }[];
}

export const receiverOf = (partner: number): string => `pay-p${partner}@payee.example`;

export function chaosProgram(seed: number): ChaosProgram {
  const chance = random(seed);
  const known = Array.from({ length: PARTNERS }, (_, partner) => eventsOf(partner, chance)).flat();
  return {
    known: known.sort(inOrder),
    from: FIRST_FRIDAY,
    to: addDays(FIRST_FRIDAY, (FRIDAYS - 1) * 7),
    // Money that comes back must come back once, and what is in flight must stay there, whatever is killed.
    outcomes: [
      { receiver: receiverOf(0), status: 'FAILED', error: 'INTERNAL_ERROR' },
      { receiver: receiverOf(1), status: 'FAILED', error: 'INTERNAL_ERROR' },
      { receiver: receiverOf(2), status: 'UNCLAIMED' },
    ],
  };
}

function eventsOf(partner: number, chance: Random): KnownEvent[] {
  const begun: KnownEvent[] = [
    {
      knownOn: BEGIN,
      event: {
        id: `partner-${partner}`,
        type: 'partner',
        partnerId: `p${partner}`,
        name: `Partner ${partner}`,
        email: `p${partner}@partner.example`,
        paypalEmail: receiverOf(partner),
      },
    },
    {
      knownOn: BEGIN,
      event: {
        id: `client-${partner}`,
        type: 'client-signed-up',
        clientId: `client-of-p${partner}`,
        ownerName: `Owner of p${partner}`,
        ownerEmail: `owner@p${partner}.example`,
        referrerId: `p${partner}`,
      },
    },
    payment(partner, 'first', 0, FIRST_PURCHASE, BEGIN),
  ];
  for (let week = 0; week < FRIDAYS; week += 1) begun.push(...eventsOfWeek(partner, week, chance));
  return begun;
}

/** Commissions from $20 to $300, so that some weeks are carried, and now and then a refund of a part. */
function eventsOfWeek(partner: number, week: number, chance: Random): KnownEvent[] {
  const paidOn = addDays(BEGIN, week * 7 - 2);
  // All of a week on one day, since every day of its own takes time; what the program begins with is told at its begin.
  const knownOn = paidOn < BEGIN ? BEGIN : paidOn;
  const amountCents = chance.between(80_00, 1_200_00);
  const paid = payment(partner, `week-${week}`, amountCents, paidOn, knownOn);
  if (!chance.oneIn(6)) return [paid];
  const id = `refund-${week}-of-p${partner}`;
  const amount = toDecimal(cents(chance.between(1, amountCents)));
  const paymentId = `week-${week}-of-p${partner}`;
  return [paid, { knownOn, event: { id, type: 'refund', refundId: id, paymentId, amount, on: paidOn } }];
}

function payment(partner: number, name: string, amountCents: number, paidAt: LocalDay, knownOn: LocalDay): KnownEvent {
  const id = `${name}-of-p${partner}`;
  const amount = toDecimal(cents(amountCents));
  const clientId = `client-of-p${partner}`;
  return { knownOn, event: { id, type: 'payment', paymentId: id, clientId, amount, currency: 'USD', paidAt } };
}
