/** Holds what PayPal has against what was frozen: the same sender batch id and the same set of items, to the cent. */

import type { PartnerId } from '../../domain/ids.ts';
import { senderItemIdOf } from '../../domain/payout-batch.ts';
import type { PayPalBatch, PayPalItem } from '../../ports/payout-gateway.ts';
import type { ManifestRow } from '../../ports/run-ledger.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';

export type BatchMatch =
  | { readonly kind: 'same'; readonly items: ReadonlyMap<PartnerId, PayPalItem> }
  /** PayPal lists fewer items than it was given, and none that it was not: it may still be reading them in. */
  | { readonly kind: 'incomplete'; readonly items: ReadonlyMap<PartnerId, PayPalItem> }
  | { readonly kind: 'different'; readonly why: string };

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
  return { kind: items.size === expected.size ? 'same' : 'incomplete', items };
}

/** The rows that this generation of the batch pays. */
export function rowsSent(batch: Batch, rows: readonly ManifestRow[]): ManifestRow[] {
  const excluded = new Set(batch.excluded.map(({ partnerId }) => partnerId));
  return rows.filter(({ partnerId }) => !excluded.has(partnerId));
}
