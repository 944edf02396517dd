/** Holds what PayPal has against what was frozen: the same sender batch id and the same set of items, to the cent. */

import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { senderItemIdOf } from '../../domain/payout-batch.ts';
import type { PayPalBatch, PayPalItem } from '../../ports/payout-gateway.ts';
import type { ManifestRow } from '../../ports/run-ledger.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';

export type BatchMatch =
  | { readonly kind: 'same'; readonly items: ReadonlyMap<PartnerId, PayPalItem> }
  /** PayPal is not through with the batch and lists fewer items than it was given, none that it was not: it may still be reading them in. */
  | { readonly kind: 'incomplete'; readonly items: ReadonlyMap<PartnerId, PayPalItem> }
  | { readonly kind: 'different'; readonly why: string };

/** PayPal is through with such a batch: what it does not list by then it does not have. */
const PROCESSED = ['SUCCESS', 'CANCELED'];

export function matchBatch(batch: Batch, rows: readonly ManifestRow[], found: PayPalBatch): BatchMatch {
  if (found.senderBatchId !== batch.senderBatchId) return { kind: 'different', why: 'another sender batch id' };
  const expected = new Map(rows.map((row) => [senderItemIdOf(batch.weekEnding, row.partnerId, batch.generation), row]));
  const items = new Map<PartnerId, PayPalItem>();
  for (const item of found.items) {
    const row = expected.get(item.senderItemId);
    if (!row || items.has(row.partnerId)) return { kind: 'different', why: 'an item that was not sent' };
    if (item.amount !== row.payoutCents || item.currency !== 'USD')
      return { kind: 'different', why: `another amount for ${row.partnerId}` };
    if (item.receiver.toLowerCase() !== row.receiver?.toLowerCase())
      return { kind: 'different', why: `another receiver for ${row.partnerId}` };
    items.set(row.partnerId, item);
  }
  if (items.size === expected.size) return { kind: 'same', items };
  return PROCESSED.includes(found.status)
    ? { kind: 'different', why: 'items that were sent are missing' }
    : { kind: 'incomplete', items };
}

/**
 * Of a batch sent within the hour PayPal's not finding it proves nothing: it may show it later. After a day of tries that
 * ended unknown it is the last one that may have been taken just now. Batches of before know only their first.
 */
export const justSent = ({ firstAttemptAt, lastAttemptAt = firstAttemptAt }: Batch, now: Instant): boolean =>
  lastAttemptAt !== undefined && now - lastAttemptAt < 3_600_000;

/** The rows that this generation of the batch pays. */
export function rowsSent(batch: Batch, rows: readonly ManifestRow[]): ManifestRow[] {
  const excluded = new Set(batch.excluded.map(({ partnerId }) => partnerId));
  return rows.filter(({ partnerId }) => !excluded.has(partnerId));
}
