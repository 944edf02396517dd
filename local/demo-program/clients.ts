/** The demo program's clients: what they pay month by month, cancel and get back. */
import { addDays, daysBetween, type LocalDay } from '../../shared/domain/calendar/local-day.ts';
import { type Cents, cents } from '../../shared/domain/money/cents.ts';
import { type History, monthsAfter } from './history.ts';
import type { Random } from './random.ts';

export interface Telling {
  readonly friday: LocalDay;
  readonly random: Random;
  readonly names: Iterator<string, never>;
  readonly history: History;
}

export type Referral =
  | { readonly referrerId: string }
  | { readonly howHeard: string }
  | Record<'referrerId' | 'howHeard', undefined>;

export const SMALL = cents(79_00);
export const MEDIUM = cents(149_00);
export const LARGE = cents(499_00);
export const PRICES = [SMALL, SMALL, MEDIUM, MEDIUM, cents(299_00), LARGE];

export interface ClientToBe {
  readonly id: string;
  readonly ownerName: string;
  readonly ownerEmail: string;
  readonly referral: Referral;
}

export function newClient({ names }: Telling, referral: Referral): ClientToBe {
  const ownerName = names.next().value;
  const id = ownerName.toLowerCase().replaceAll(' ', '-');
  return { id, ownerName, ownerEmail: `office@${id}.example`, referral };
}

interface Payment {
  readonly id: string;
  readonly day: LocalDay;
}

/** Signs a client up some days before its first payment, and has it pay on the same day of each month. */
export function payMonthly(
  { friday, random, history }: Telling,
  { referral, ...client }: ClientToBe,
  plan: { price: Cents; billedOn: LocalDay; firstMonth: number; until?: LocalDay },
): Payment[] {
  const { price, billedOn, firstMonth, until = friday } = plan;
  const payments: Payment[] = [];
  for (let month = firstMonth; monthsAfter(billedOn, month) < until; month += 1) {
    const day = monthsAfter(billedOn, month);
    if (month === firstMonth) history.signUp({ ...client, on: addDays(day, -random.between(0, 10)), ...referral });
    const id = `${client.id}-${day.slice(0, 7)}`;
    history.payment(id, client.id, price, day);
    payments.push({ id, day });
  }
  return payments;
}

/** What chance alone might leave out: each way to lower a payment and put it back, and a cancellation that came in time. */
export function referEveryFate(referral: Referral, telling: Telling): void {
  const { friday, history } = telling;
  const billedOn = addDays(friday, -200);
  const [first, second, third] = payMonthly(telling, newClient(telling, referral), {
    price: MEDIUM,
    billedOn,
    firstMonth: 0,
  });
  if (first) history.movement('refund', first.id, cents(49_00), addDays(first.day, 5));
  if (second) history.movement('chargeback', second.id, MEDIUM, addDays(second.day, 9));
  if (second) history.movement('chargeback-reversed', second.id, MEDIUM, addDays(second.day, 30));
  if (third) history.movement('chargeback', third.id, MEDIUM, addDays(third.day, 20));
  const leaver = newClient(telling, referral);
  const leavesOn = addDays(billedOn, 47);
  payMonthly(telling, leaver, { price: MEDIUM, billedOn, firstMonth: 0, until: leavesOn });
  history.cancellation(leaver.id, leavesOn);
}

/** A client of any age and fate: young ones, ones that cancel in time for their money back or later, refunds, chargebacks. */
export function drawClient(telling: Telling, referral: Referral): void {
  const { friday, random, history } = telling;
  const client = newClient(telling, referral);
  const price = random.pick(PRICES);
  const billedOn = addDays(friday, -random.between(5, 270));
  const age = daysBetween(billedOn, friday);
  const cancelsAfter = random.oneIn(6) ? random.between(20, 85) : random.oneIn(6) ? random.between(95, 200) : age;
  const until = addDays(billedOn, Math.min(age, cancelsAfter));
  const payments = payMonthly(telling, client, { price, billedOn, firstMonth: 0, until });
  if (until < friday) history.cancellation(client.id, until);
  // Old ones only: nothing takes away from what the last week brings.
  const settled = payments.filter(({ day }) => day < addDays(friday, -60));
  if (settled.length > 0 && random.oneIn(3)) lower(telling, random.pick(settled), price);
}

function lower({ random, history }: Telling, { id, day }: Payment, price: Cents): void {
  const on = addDays(day, random.between(1, 20));
  const part = cents(price - random.between(1, 50) * 100);
  if (random.oneIn(2)) {
    history.movement('refund', id, random.oneIn(2) ? price : part, on);
    return;
  }
  history.movement('chargeback', id, price, on);
  if (random.oneIn(2)) history.movement('chargeback-reversed', id, price, addDays(on, random.between(0, 20)));
}
