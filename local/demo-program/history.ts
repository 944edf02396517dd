/** Writes a history down as billing's events, each on the day on which it happened. */
import type { BillingEventInput } from '../../shared/contracts/billing-events.ts';
import { isLocalDay, type LocalDay } from '../../shared/domain/calendar/local-day.ts';
import { type Cents, toDecimal } from '../../shared/domain/money/cents.ts';
import type { MovementKind } from '../../shared/domain/payment.ts';
import { inOrder, type KnownEvent } from '../program-files/known-event.ts';
import { type DemoPartner, loginOf, paypalOf } from './cast.ts';
import type { Random } from './random.ts';

export interface SignUp {
  readonly id: string;
  readonly ownerName: string;
  readonly ownerEmail: string;
  readonly on: LocalDay;
  readonly referrerId?: string | undefined;
  readonly howHeard?: string | undefined;
}

export class History {
  readonly #known: KnownEvent[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  partner(partner: DemoPartner, joinedOn: LocalDay): void {
    const { id: partnerId, name, role, country, rate } = partner;
    const paypalEmail = role === 'no-address' ? undefined : paypalOf(partner);
    this.#add(joinedOn, {
      type: 'partner',
      id: `demo-partner-${partnerId}`,
      partnerId,
      name,
      email: loginOf(partner),
      paypalEmail,
      country,
      rateBasisPoints: rate,
      joinedOn,
    });
  }

  signUp({ id: clientId, on, ...rest }: SignUp): void {
    this.#add(on, { type: 'client-signed-up', id: `demo-client-${clientId}`, clientId, accountCreatedOn: on, ...rest });
  }

  payment(paymentId: string, clientId: string, amount: Cents, day: LocalDay): void {
    const paidAt = this.#officeHour(day);
    this.#add(day, {
      type: 'payment',
      id: `demo-payment-${paymentId}`,
      paymentId,
      clientId,
      amount: toDecimal(amount),
      currency: 'USD',
      paidAt,
    });
  }

  movement(type: MovementKind, paymentId: string, amount: Cents, on: LocalDay): void {
    const refundId = `${paymentId}-${type}`;
    this.#add(on, { type, id: `demo-${refundId}`, refundId, paymentId, amount: toDecimal(amount), on });
  }

  cancellation(clientId: string, on: LocalDay): void {
    this.#add(on, { type: 'cancellation', id: `demo-cancellation-${clientId}`, clientId, on });
  }

  inOrder(): KnownEvent[] {
    return this.#known.toSorted(inOrder);
  }

  #add(knownOn: LocalDay, event: BillingEventInput): void {
    this.#known.push({ knownOn, event });
  }

  /** Between 10 and 5 o'clock in Los Angeles, winter and summer: an instant of that day. */
  #officeHour(day: LocalDay): string {
    const two = (number: number): string => String(number).padStart(2, '0');
    const { between } = this.#random;
    return `${day}T${two(between(18, 23))}:${two(between(0, 59))}:${two(between(0, 59))}Z`;
  }
}

/** The same day of a later (or earlier) month, or that month's last. */
export function monthsAfter(day: LocalDay, months: number): LocalDay {
  const [year = 0, month = 0, ofMonth = 0] = day.split('-').map(Number);
  const count = year * 12 + month - 1 + months;
  const later = `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
  for (let last = ofMonth; ; last -= 1) {
    const text = `${later}-${String(last).padStart(2, '0')}`;
    if (isLocalDay(text)) return text;
  }
}
