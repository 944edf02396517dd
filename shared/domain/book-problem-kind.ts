/** What can be wrong with the books. */
export const BOOK_PROBLEM_KINDS = [
  /** Entries of folded weeks, less payouts that did not come back, less what is carried, is not 0. */
  'books-off',
  /** The account's own sum of what runs folded is another. */
  'folded-off',
  'waiting-missing',
  'waiting-for-nothing',
  'week-total-off',
  'client-total-off',
  /** A payment says that it is filed, and the entry is not there. */
  'entry-missing',
  'entry-altered',
  /** An entry that no payment and no adjustment knows of. */
  'entry-untraceable',
  'payout-without-row',
  'row-without-payout',
  'payout-unlike-row',
  /** Paid, and PayPal's id of it is not on record, or is another item's. */
  'payout-untraceable',
  'payout-paid-twice',
  'paypal-batch-missing',
  'paypal-batch-unknown',
  'paypal-item-missing',
  'paypal-item-extra',
  'paypal-item-altered',
  /** The run's batches do not hold what its manifests pay. */
  'batch-unlike-manifest',
] as const;

export type BookProblemKind = (typeof BOOK_PROBLEM_KINDS)[number];
