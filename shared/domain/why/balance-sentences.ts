/** Why the balance of earlier weeks is not paid yet. */
import { type Cents, toDollars } from '../money/cents.ts';
import type { Fate } from './fate.ts';
import { holdClause } from './hold-sentences.ts';
import { amountWords, type WhyContext } from './why-context.ts';

export function balanceSentence(cents: Cents, fate: Fate, context: WhyContext): string {
  if (context.balanceCents < 0) return negativeSentence(cents, fate, context);
  const { first, holds, paying } = fate;
  const amount = amountWords(cents, context);
  if (holds.length === 0)
    return `${amount} is on your balance and paid on Friday ${first.friday}, when it comes to ${toDollars(first.balanceCents)}.`;
  const clauses = holds.map((hold) => holdClause(hold, context.position, first)).join('; ');
  const later = paying
    ? ` As known today it is paid on Friday ${paying.friday}, when it comes to ${toDollars(paying.balanceCents)}.`
    : '';
  return `${amount} is on your balance, which is carried on Friday ${first.friday}: ${clauses}.${later}`;
}

function negativeSentence(cents: Cents, { paying }: Fate, context: WhyContext): string {
  const balance = toDollars(context.balanceCents);
  const what = context.client ? `${amountWords(cents, context)} is part of your balance of` : 'Your balance is';
  const later = paying
    ? ` As known today Friday ${paying.friday} pays the ${toDollars(paying.balanceCents)} beyond it.`
    : '';
  return `${what} ${balance}: refunds or corrections came after a payout, and what you earn from now on pays them off first.${later}`;
}
