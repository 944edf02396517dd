/** What can be wrong with the books, each told with whom or what it is about. */
import type { Cents } from '../../domain/money/cents.ts';

export type BookProblemKind =
  /** Entries of folded weeks, less payouts that did not come back, less what is carried, is not 0. */
  | 'books-off'
  /** The account's own sum of what runs folded is another. */
  | 'folded-off'
  | 'waiting-missing'
  | 'waiting-for-nothing'
  | 'week-total-off'
  | 'client-total-off'
  /** A payment says that it is filed, and the entry is not there. */
  | 'entry-missing'
  | 'entry-altered'
  /** An entry that no payment and no adjustment knows of. */
  | 'entry-untraceable'
  | 'payout-without-row'
  | 'row-without-payout'
  | 'payout-unlike-row'
  /** Paid, and PayPal's id of it is not on record, or is another item's. */
  | 'payout-untraceable'
  | 'payout-paid-twice'
  | 'paypal-batch-missing'
  | 'paypal-batch-unknown'
  | 'paypal-item-missing'
  | 'paypal-item-extra'
  | 'paypal-item-altered'
  /** The run's batches do not hold what its manifests pay. */
  | 'batch-unlike-manifest';

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
