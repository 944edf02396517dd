/** A manifest as an item: rows under one-letter names, since a thousand of them share one item of at most 400 KB. */
import type { HoldReason } from '../../domain/hold-reason.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Cents } from '../../domain/money/cents.ts';
import type { Manifest, ManifestRow } from '../../ports/run-ledger.ts';
import type { Item } from '../../ports/table.ts';

interface StoredRow {
  /** partner, carried, entries, payout, receiver, version of the receiver, mail when paid, hold reasons */
  readonly p: PartnerId;
  readonly c: Cents;
  readonly e: Cents;
  readonly a: Cents;
  readonly r?: string;
  readonly v?: number;
  readonly m?: true;
  readonly h?: readonly HoldReason[];
}

export function fromManifest({ id, group, lastBucket, lastPartner, rows }: Manifest): Record<string, unknown> {
  return { id, group, lastBucket, lastPartner, rows: rows.map(fromRow) };
}

export function toManifest(item: Item): Manifest {
  return {
    id: item.id as string,
    group: item.group as number,
    lastBucket: item.lastBucket as number,
    lastPartner: item.lastPartner as PartnerId,
    rows: (item.rows as StoredRow[]).map(toRow),
  };
}

const fromRow = (row: ManifestRow): StoredRow => ({
  p: row.partnerId,
  c: row.carriedCents,
  e: row.entriesCents,
  a: row.payoutCents,
  r: row.receiver,
  v: row.receiverVersion,
  m: row.mailWhenPaid,
  h: row.reasons.length > 0 ? row.reasons : undefined,
});

const toRow = ({ p, c, e, a, r, v, m, h }: StoredRow): ManifestRow => ({
  partnerId: p,
  carriedCents: c,
  entriesCents: e,
  payoutCents: a,
  receiver: r,
  receiverVersion: v,
  mailWhenPaid: m,
  reasons: h ?? [],
});
