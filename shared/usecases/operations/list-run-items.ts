/** The payouts of a run, page by page, in the order of its manifests: what was frozen, and what became of it. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Cents } from '../../domain/money/cents.ts';
import type { PayoutState } from '../../domain/payout-state.ts';
import type { Payout } from '../../ports/payout.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { ManifestRow } from '../../ports/run-ledger.ts';

export interface RunItem {
  readonly partnerId: PartnerId;
  readonly manifest: string;
  readonly amountCents: Cents;
  readonly receiver: string;
  readonly state: PayoutState;
  readonly error?: string;
  readonly payoutItemId?: string;
}

/** The row to look at next. */
export interface ItemPlace {
  readonly manifest: string;
  readonly row: number;
}

export interface ItemQuery {
  readonly from?: ItemPlace;
  readonly limit: number;
  readonly manifest?: string;
  readonly state?: PayoutState;
}

/** A page may hold fewer than asked for, even none, and still be followed by another. */
export interface ItemPage {
  readonly items: readonly RunItem[];
  readonly next?: ItemPlace;
}

/** Rows that a call looks at, at most: a state that is rare takes several calls instead of one that never ends. */
const ROWS_PER_CALL = 5_000;
/** Payouts are read so many at a time where most of them may be of no interest. */
const ROWS_PER_READ = 400;

export async function listRunItems(week: WeekEnding, query: ItemQuery, history: RunHistory): Promise<ItemPage> {
  const items: RunItem[] = [];
  let looked = 0;
  let place = query.from;
  for (let manifest = await firstManifest(week, query, history); manifest; ) {
    const { id, rows } = manifest;
    let row = place?.manifest === id ? place.row : 0;
    while (row < rows.length) {
      if (items.length === query.limit || looked >= ROWS_PER_CALL) return { items, next: { manifest: id, row } };
      const chunk = paidRows(rows, row, query.state ? ROWS_PER_READ : query.limit - items.length);
      const read = await readItems(week, id, chunk, history);
      // The page may be full before the end of what was read: the next one begins right there.
      const wanted = read.filter(({ item }) => !query.state || item.state === query.state);
      const taken = wanted.slice(0, query.limit - items.length);
      items.push(...taken.map(({ item }) => item));
      looked += chunk.length;
      row = ((wanted.length > taken.length ? taken.at(-1)?.row : chunk.at(-1)?.place) ?? rows.length - 1) + 1;
    }
    place = undefined;
    manifest = query.manifest ? undefined : await history.manifestAfter(week, id);
  }
  return { items };
}

/** Whoever got nothing from the run has no item. */
export async function findRunItem(
  week: WeekEnding,
  partner: PartnerId,
  history: RunHistory,
): Promise<RunItem | undefined> {
  const payout = (await history.payouts(week, [partner])).get(partner);
  return payout && toItem(payout.manifest, { ...payout, payoutCents: payout.amountCents }, payout);
}

function firstManifest(week: WeekEnding, { from, manifest }: ItemQuery, history: RunHistory) {
  const id = manifest ?? from?.manifest;
  return id === undefined ? history.manifestAfter(week, undefined) : history.manifest(week, id);
}

interface PlacedRow {
  readonly row: ManifestRow;
  readonly place: number;
}

function paidRows(rows: readonly ManifestRow[], from: number, most: number): PlacedRow[] {
  const found: PlacedRow[] = [];
  for (let place = from; place < rows.length && found.length < most; place += 1) {
    const row = rows[place];
    if (row && row.payoutCents > 0) found.push({ row, place });
  }
  return found;
}

async function readItems(week: WeekEnding, manifest: string, rows: readonly PlacedRow[], history: RunHistory) {
  const payouts = await history.payouts(
    week,
    rows.map(({ row }) => row.partnerId),
  );
  return rows.map(({ row, place }) => ({ row: place, item: toItem(manifest, row, payouts.get(row.partnerId)) }));
}

/** A row without a payout is frozen, and its account is not written yet. */
const toItem = (
  manifest: string,
  row: Pick<ManifestRow, 'partnerId' | 'payoutCents' | 'receiver'>,
  payout: Payout | undefined,
): RunItem => ({
  partnerId: row.partnerId,
  manifest,
  amountCents: row.payoutCents,
  receiver: row.receiver ?? '',
  state: payout?.state ?? 'planned',
  ...(payout?.error && { error: payout.error }),
  ...(payout?.payoutItemId && { payoutItemId: payout.payoutItemId }),
});
