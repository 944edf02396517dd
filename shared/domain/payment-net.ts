/** The net of a payment over time: what refunds and chargebacks left of it, day by day. */
import { add, type Cents, cents, NOTHING, subtract } from './money/cents.ts';
import type { Movement, Payment } from './payment.ts';

export type MovementVerdict =
  | { readonly kind: 'accepted' }
  /** `left` is the most that would be accepted in this movement's place. */
  | { readonly kind: 'refused'; readonly reason: 'exceeds-net' | 'exceeds-open-chargebacks'; readonly left: Cents };

const isReversal = (movement: Movement): boolean => movement.kind === 'chargeback-reversed';

/** By day; within a day lowerings come first, then reversals, then ids: the order is the same however the news arrived. */
export const orderMovements = (movements: readonly Movement[]): Movement[] =>
  [...movements].sort(
    (a, b) => compare(a.day, b.day) || Number(isReversal(a)) - Number(isReversal(b)) || compare(a.id, b.id),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/**
 * What a payment earns is filed in one transaction of 100 writes. At worst each line moves to another partner and another
 * week: the word that it was the one's goes, an entry for each of the two comes, with markers and totals of their weeks,
 * seven writes. Twelve lines, the commission's among them, are 84; ten more are the payment, its place in the client's
 * list, the client, what the client comes to for both partners, a review, and markers and totals of both partners' first
 * open weeks.
 */
export const MAX_MOVEMENTS = 11;

/** The net after each movement, in their order: as many as there are movements. */
export function netAfter(amount: Cents, movements: readonly Movement[]): Cents[] {
  let net = amount;
  return orderMovements(movements).map((movement) => {
    net = isReversal(movement) ? add(net, movement.cents) : subtract(net, movement.cents);
    return net;
  });
}

/** What is charged back and not reversed after each movement, in their order. */
function openChargebacksAfter(movements: readonly Movement[]): Cents[] {
  let open = NOTHING;
  return orderMovements(movements).map((movement) => {
    if (movement.kind === 'chargeback') open = add(open, movement.cents);
    if (isReversal(movement)) open = subtract(open, movement.cents);
    return open;
  });
}

/**
 * Whether a movement fits in with those accepted before. Inserted at its place, it must leave every point of the timeline
 * in order: one that comes late takes away from what later ones rely on.
 * @throws RangeError when the movement is below zero.
 */
export function acceptMovement(payment: Pick<Payment, 'amount' | 'movements'>, movement: Movement): MovementVerdict {
  if (movement.cents < 0) throw new RangeError(`movement ${movement.id} is below zero: ${movement.cents} cents`);
  const all = [...payment.movements, movement];
  const levels = isReversal(movement) ? openChargebacksAfter(all) : netAfter(payment.amount, all);
  const lowest = cents(Math.min(...levels));
  if (lowest >= 0) return { kind: 'accepted' };
  const reason = isReversal(movement) ? 'exceeds-open-chargebacks' : 'exceeds-net';
  return { kind: 'refused', reason, left: add(movement.cents, lowest) };
}
