/** Whether refunds and chargebacks fit their payments, judged in the order of their days, as the program will. */
import { toDecimal } from '../../shared/domain/money/cents.ts';
import type { Movement, Payment } from '../../shared/domain/payment.ts';
import { acceptMovement, MAX_MOVEMENTS, orderMovements } from '../../shared/domain/payment-net.ts';
import { REFUNDS } from './csv-files.ts';
import type { FactTable, MovementFact, PaymentFact } from './facts.ts';
import type { ProblemList } from './file-problem.ts';

export function judgeMovements(
  refunds: FactTable<MovementFact>,
  payments: FactTable<PaymentFact>,
  problems: ProblemList,
): void {
  const ofPayment = new Map<string, MovementFact[]>();
  for (const fact of refunds) {
    const { paymentId } = fact.event;
    const facts = ofPayment.get(paymentId);
    if (facts) facts.push(fact);
    else ofPayment.set(paymentId, [fact]);
  }
  for (const [id, facts] of ofPayment) {
    for (const refusal of judgeOne(payments.get(id), facts)) problems.add({ file: REFUNDS.name, ...refusal });
  }
}

interface Refusal {
  readonly line: number;
  readonly column: 'amount' | 'payment_id';
  readonly value: string;
  readonly right: string;
}

function judgeOne(fact: PaymentFact | undefined, facts: readonly MovementFact[]): Refusal[] {
  // Its row is missing or wrong, and listed as such.
  if (!fact) return [];
  const { paymentId } = fact.event;
  const factOf = new Map(facts.map((each) => [each.movement.id, each]));
  const accepted: Movement[] = [];
  const refusals: Refusal[] = [];
  for (const movement of orderMovements(facts.map((each) => each.movement))) {
    const { line = 0, event } = factOf.get(movement.id) ?? {};
    if (accepted.length === MAX_MOVEMENTS) {
      const right = `must be a payment with at most ${MAX_MOVEMENTS} refunds and chargebacks`;
      refusals.push({ line, column: 'payment_id', value: paymentId, right });
      continue;
    }
    const payment: Pick<Payment, 'amount' | 'movements'> = { amount: fact.amount, movements: accepted };
    const verdict = acceptMovement(payment, movement);
    if (verdict.kind === 'accepted') {
      accepted.push(movement);
      continue;
    }
    const what = verdict.reason === 'exceeds-net' ? 'what is then left of' : 'the chargebacks then open of';
    const right = `must be at most ${toDecimal(verdict.left)}, ${what} payment ${paymentId}`;
    refusals.push({ line, column: 'amount', value: event?.amount ?? '', right });
  }
  return refusals;
}
