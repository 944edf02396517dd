/** Holds a partner's entries against what their payments say is filed: each stands for the other, to the cent. */
import type { PartnerId, PaymentId } from '../../domain/ids.ts';
import type { LedgerEntry } from '../../ports/earnings-ledger.ts';
import type { BookProblem } from './book-problem.ts';

export interface Filed {
  readonly posting: Pick<LedgerEntry, 'weekEnding' | 'lineId' | 'cents'>;
  readonly paymentId: PaymentId;
}

const placeOf = ({ weekEnding, lineId }: Filed['posting'], paymentId: string): string =>
  `${weekEnding} ${paymentId} ${lineId}`;

export function entryProblems(
  partnerId: PartnerId,
  entries: readonly LedgerEntry[],
  filed: readonly Filed[],
): BookProblem[] {
  const said = new Map(filed.map((each) => [placeOf(each.posting, each.paymentId), each.posting.cents]));
  const problem = (kind: BookProblem['kind'], detail: string): BookProblem => ({ kind, about: partnerId, detail });
  const found = new Set<string>();
  const wrong = entries.flatMap((entry): BookProblem[] => {
    // An adjustment by operations is its own source: its id leads to who proposed and who approved it.
    if (entry.paymentId === undefined)
      return entry.adjustmentId === undefined ? [problem('entry-untraceable', `week ending ${entry.weekEnding}`)] : [];
    const place = placeOf(entry, entry.paymentId);
    found.add(place);
    const cents = said.get(place);
    if (cents === undefined) return [problem('entry-untraceable', place)];
    return cents === entry.cents
      ? []
      : [problem('entry-altered', `${place}: ${entry.cents}, and the payment says ${cents}`)];
  });
  const missing = [...said].filter(([place]) => !found.has(place));
  return [...wrong, ...missing.map(([place, cents]) => problem('entry-missing', `${place}: ${cents}`))];
}
