/** Takes a refund, chargeback or reversal into the record of its payment, or lets it wait for the payment. */
import type { EventResult, MovementEvent } from '../../contracts/billing-events.ts';
import { toDollars } from '../../domain/money/cents.ts';
import type { Movement, Payment } from '../../domain/payment.ts';
import { acceptMovement, MAX_MOVEMENTS, orderMovements } from '../../domain/payment-net.ts';
import type { PaymentRecord } from '../../ports/intake-ledger.ts';
import { accepted, duplicate, refused } from './identify-event.ts';

export interface FoldedMovement {
  readonly record: PaymentRecord;
  readonly result: EventResult;
}

export function foldMovement(record: PaymentRecord, event: MovementEvent): FoldedMovement {
  const movement: Movement = { id: event.refundId, kind: event.type, cents: event.amount, day: event.on };
  const known = [...(record.payment?.movements ?? []), ...record.waiting].find(({ id }) => id === movement.id);
  if (known) {
    const same = known.kind === movement.kind && known.cents === movement.cents && known.day === movement.day;
    const result = same
      ? duplicate(event)
      : refused(event, `refund id ${movement.id} of payment ${record.id} was used before with other content`);
    return { record, result };
  }
  if (record.waiting.length + (record.payment?.movements.length ?? 0) >= MAX_MOVEMENTS) {
    return {
      record,
      result: refused(
        event,
        `payment ${record.id} has ${MAX_MOVEMENTS} refunds and chargebacks already, the most there may be`,
      ),
    };
  }
  if (!record.payment) {
    return {
      record: { ...record, waiting: [...record.waiting, movement] },
      result: { id: event.id, outcome: 'waiting' },
    };
  }
  const verdict = acceptMovement(record.payment, movement);
  if (verdict.kind === 'refused') {
    const what = verdict.reason === 'exceeds-net' ? 'what is left of the payment' : 'the chargebacks that are open';
    return {
      record,
      result: refused(event, `${toDollars(movement.cents)} exceeds ${what}, ${toDollars(verdict.left)}`),
    };
  }
  return { record: withMovement(record, record.payment, movement), result: accepted(event) };
}

const withMovement = (record: PaymentRecord, payment: Payment, movement: Movement): PaymentRecord => ({
  ...record,
  payment: { ...payment, movements: [...payment.movements, movement] },
});

/** The payment has come: what waited for it is judged in the order of its days. */
export function releaseWaiting(record: PaymentRecord, payment: Payment): PaymentRecord {
  let released: PaymentRecord = { ...record, payment, waiting: [] };
  for (const movement of orderMovements(record.waiting)) {
    const current = released.payment ?? payment;
    released =
      acceptMovement(current, movement).kind === 'accepted'
        ? withMovement(released, current, movement)
        : { ...released, refused: [...released.refused, movement] };
  }
  return released;
}
