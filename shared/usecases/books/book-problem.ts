/** What can be wrong with the books, each told with whom or what it is about. */
import type { BookProblemKind } from '../../domain/book-problem-kind.ts';
import type { Cents } from '../../domain/money/cents.ts';

export interface BookProblem {
  readonly kind: BookProblemKind;
  /** A partner's id, or a batch's where no partner can be named. */
  readonly about: string;
  readonly detail: string;
}

/** Of one partner, or of all. `differenceCents` is 0 when the books are right. */
export interface BookSums {
  readonly entriesCents: Cents;
  readonly payoutsCents: Cents;
  readonly carriedCents: Cents;
  readonly differenceCents: Cents;
}

export interface PartnerBooks extends BookSums {
  readonly partnerId: string;
}

export interface BooksReport {
  readonly partners: readonly PartnerBooks[];
  readonly total: BookSums;
  readonly entries: number;
  readonly payouts: number;
  /** Items of PayPal's that were held against rows; undefined where nobody asked PayPal. */
  readonly payPalItems: number | undefined;
  readonly problems: readonly BookProblem[];
}
