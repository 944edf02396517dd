/** Holds an account against what its entries and payouts come to: the difference must be 0, and the waiting list know of what is carried. */
import type { PartnerId } from '../../domain/ids.ts';
import { add, type Cents, NOTHING, subtract } from '../../domain/money/cents.ts';
import type { Account } from '../../ports/run-ledger.ts';
import type { BookProblem, BookSums } from './book-problem.ts';

export interface AccountEvidence {
  /** Of the weeks that are folded into the account. */
  readonly entriesCents: Cents;
  /** Of payouts that did not come back. */
  readonly payoutsCents: Cents;
  /** Whether the partner stands in the waiting list. */
  readonly waits: boolean;
}

export interface JudgedAccount {
  readonly sums: BookSums;
  readonly problems: readonly BookProblem[];
}

export function judgeAccount(
  partner: PartnerId,
  { carriedCents, foldedCents }: Account,
  { entriesCents, payoutsCents, waits }: AccountEvidence,
): JudgedAccount {
  const differenceCents = subtract(entriesCents, add(payoutsCents, carriedCents));
  const problem = (kind: BookProblem['kind'], detail: string): BookProblem => ({ kind, about: partner, detail });
  const problems = [
    ...(differenceCents === 0
      ? []
      : [problem('books-off', `${entriesCents} in entries, ${payoutsCents} in payouts, ${carriedCents} carried`)]),
    ...(foldedCents === entriesCents
      ? []
      : [problem('folded-off', `${foldedCents} folded, and the entries are ${entriesCents}`)]),
    ...(carriedCents !== NOTHING && !waits ? [problem('waiting-missing', `${carriedCents} are carried`)] : []),
    ...(carriedCents === NOTHING && waits ? [problem('waiting-for-nothing', 'nothing is carried')] : []),
  ];
  return { sums: { entriesCents, payoutsCents, carriedCents, differenceCents }, problems };
}
