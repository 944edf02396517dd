/** What the ledger takes for proven of PayPal, held against PayPal's own books at that very moment. */
import type { Item } from '../../../shared/ports/table.ts';
import { type BookedItem, NOT_MOVED, type PayPalBooks, statusAt } from '../cloud/paypal-books.ts';

export interface PayPalSide {
  readonly books: PayPalBooks;
  readonly uncertain: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
}

/** After these states of a payout its amount is on the balance again. */
const BACK = new Set(['failed', 'returned', 'canceled', 'denied', 'refused', 'rejected']);
const CREDITED = new Set(['SUCCESS', 'REFUNDED', 'REVERSED']);
/** A batch may be sent again for so long. */
const SENDABLE_MS = 25 * 86_400_000;

/** PayPal's items of a payout, by whom they pay and which run's batch they are in. */
export const itemsOf = ({ weekEnding, manifest, receiver, amountCents }: Item, books: PayPalBooks): BookedItem[] =>
  books.batches
    .filter(({ senderBatchId }) => senderBatchId.startsWith(`payout-${weekEnding}-${manifest}-`))
    .flatMap((batch) => batch.items)
    .filter((item) => item.receiver === receiver && item.cents === amountCents);

export function payPalProblems(
  before: Item | undefined,
  after: Item | undefined,
  { books, uncertain, refused }: PayPalSide,
  now: number,
): string[] {
  if (!before || !after || before.state === after.state) return [];
  const state = String(after.state);
  if (after.sk.startsWith('PAYOUT#')) {
    const statuses = itemsOf(after, books).map((item) => statusAt(item, now));
    if (state === 'rejected' && !refused.has(String(after.receiver)))
      return [`${after.pk} ${after.sk} is taken for rejected, and PayPal never refused ${after.receiver}`];
    const what = `${after.pk} ${after.sk} is taken for ${state}, and PayPal says ${statuses}`;
    if (BACK.has(state) && statuses.some((status) => !NOT_MOVED.has(status))) return [what];
    return state === 'paid' && !statuses.some((status) => CREDITED.has(status)) ? [what] : [];
  }
  if (!after.sk.startsWith('BATCH#')) return [];
  const isUnsent = ['frozen', 'superseded', 'refused'].includes(state);
  if (isUnsent && uncertain.has(String(after.senderBatchId)))
    return [`${after.senderBatchId} is taken for unsent, ${state}, after an answer that proves nothing`];
  const booked = books.batches.find(({ senderBatchId }) => senderBatchId === after.senderBatchId);
  if (!booked) return [];
  if (isUnsent) return [`${after.senderBatchId} is taken for unsent, ${state}, and PayPal has it`];
  const isYoung = now - Number(after.firstAttemptAt) < SENDABLE_MS;
  return state === 'parked' && booked.linked && isYoung
    ? [`${after.senderBatchId} is parked, and PayPal would tell where it is`]
    : [];
}
