/**
 * Plans one group of buckets: closes their weeks, reads who is due, decides, and freezes the decisions in manifests of up
 * to a thousand partners. A manifest is written before any account: whoever is in one is decided, whatever happens next.
 */
import type { GroupTotals, RunRef } from '../../contracts/payout-run.ts';
import { bucketsOfGroup } from '../../domain/bucket.ts';
import { weeksAfter } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { add, cents, NOTHING } from '../../domain/money/cents.ts';
import { MAX_BATCH_ITEMS, senderBatchIdOf } from '../../domain/payout-batch.ts';
import type {
  DuePartner,
  FrozenBatch,
  Manifest,
  ManifestRow,
  PartnerStanding,
  Run,
  RunLedger,
} from '../../ports/run-ledger.ts';
import { batchHash, batchRequest, payoutTexts } from '../settlement/batch-request.ts';
import { decideRow } from './decide-row.ts';
import { readAhead } from './read-ahead.ts';

/** Another attempt took the run over, or it is not in planning any more: this one stops without a trace. */
export class StaleAttempt extends Error {
  override readonly name = 'StaleAttempt';
}

/** Profiles and accounts are read for so many partners at a time: one BatchGet each. */
const PARTNERS_PER_READ = 50;
/**
 * Buckets are asked for before it is their turn: a small program's sixteen answer in two short pages each, and one by one
 * their round trips are most of the work. A page is 1 MB at most: these take 16 MB on the wire, however large the program.
 */
const PAGES_AT_ONCE = 16;
/** A row takes up to about 295 bytes (ids of 40, an address of 127 characters, all reasons, a flag): a manifest stays under 300 KB. */
const ROWS_PER_MANIFEST = MAX_BATCH_ITEMS;

export async function planBuckets(
  { weekEnding, attempt, group }: RunRef & { group: number },
  ledger: RunLedger,
): Promise<GroupTotals> {
  const run = await ledger.findRun(weekEnding);
  if (run?.state !== 'planning' || run.attempt !== attempt)
    throw new StaleAttempt(`attempt ${attempt} of run ${weekEnding} is not planning`);
  const weeks = weeksAfter(run.foldsAfter, weekEnding);
  const buckets = bucketsOfGroup(group, run.groups);
  await ledger.closeWeeks(weeks, buckets);

  let totals = noTotals(group);
  let last: Manifest | undefined;
  for await (const manifest of ledger.manifests(weekEnding, group)) {
    await ledger.applyRows(weekEnding, manifest, new Map());
    totals = withManifest(totals, manifest);
    last = manifest;
  }

  let rows: ManifestRow[] = [];
  let known = new Map<PartnerId, PartnerStanding>();
  const freeze = async (end: DuePartner): Promise<void> => {
    const manifest: Manifest = {
      id: manifestId(group, totals.manifests + 1),
      group,
      lastBucket: end.bucket,
      lastPartner: end.partnerId,
      rows,
    };
    if (!(await ledger.freezeManifest(weekEnding, attempt, manifest, frozenBatch(run, manifest)))) {
      throw new StaleAttempt(`attempt ${attempt} of run ${weekEnding} was overtaken while it planned`);
    }
    await ledger.applyRows(weekEnding, manifest, known);
    totals = withManifest(totals, manifest);
    rows = [];
    known = new Map();
  };

  let end: DuePartner | undefined;
  for await (const due of chunks(dueAfter(run, buckets, last, ledger), PARTNERS_PER_READ)) {
    const standings = await ledger.standings(due.map(({ partnerId }) => partnerId));
    for (const partner of due) {
      const standing = standings.get(partner.partnerId);
      if (!standing) continue;
      rows.push(decideRow(run, partner, standing));
      known.set(partner.partnerId, standing);
      end = partner;
      if (rows.length === ROWS_PER_MANIFEST) await freeze(partner);
    }
  }
  if (end && rows.length > 0) await freeze(end);
  return totals;
}

const manifestId = (group: number, number: number): string =>
  `g${String(group).padStart(2, '0')}-${String(number).padStart(4, '0')}`;

/** Everybody due in the group's buckets, after the last partner that a manifest has. */
function dueAfter(
  run: Run,
  buckets: readonly number[],
  last: Manifest | undefined,
  ledger: RunLedger,
): AsyncIterable<DuePartner> {
  const weeks = weeksAfter(run.foldsAfter, run.weekEnding);
  const left = buckets.filter((bucket) => !last || bucket >= last.lastBucket);
  const sources = left.map((bucket) => {
    const after = last?.lastBucket === bucket ? last.lastPartner : undefined;
    return () => ledger.duePartners(bucket, weeks, after);
  });
  // Each bucket begins with a page of every week and one of the waiting list.
  return readAhead(sources, Math.max(0, Math.floor(PAGES_AT_ONCE / (weeks.length + 1)) - 1));
}

async function* chunks<Value>(values: AsyncIterable<Value>, size: number): AsyncIterable<Value[]> {
  let chunk: Value[] = [];
  for await (const value of values) {
    chunk.push(value);
    if (chunk.length === size) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

function frozenBatch({ weekEnding }: Run, { id, rows }: Manifest): FrozenBatch | undefined {
  const paid = rows.filter(({ payoutCents }) => payoutCents > 0);
  if (paid.length === 0) return undefined;
  const texts = payoutTexts(weekEnding);
  return {
    senderBatchId: senderBatchIdOf(weekEnding, id, 1),
    hash: batchHash(batchRequest({ weekEnding, manifest: id, generation: 1, ...texts }, paid)),
    ...texts,
    items: paid.length,
    totalCents: add(...paid.map(({ payoutCents }) => payoutCents)),
  };
}

export const noTotals = (group: number): GroupTotals => ({
  group,
  manifests: 0,
  partners: 0,
  payouts: 0,
  payoutCents: NOTHING,
  carriedCents: NOTHING,
  largestPayoutCents: NOTHING,
});

export function withManifest(totals: GroupTotals, { rows }: Manifest): GroupTotals {
  const paid = rows.map(({ payoutCents }) => payoutCents).filter((amount) => amount > 0);
  const balances = rows.map(({ carriedCents, entriesCents }) => add(carriedCents, entriesCents));
  const payoutCents = add(...paid);
  return {
    group: totals.group,
    manifests: totals.manifests + 1,
    partners: totals.partners + rows.length,
    payouts: totals.payouts + paid.length,
    payoutCents: add(totals.payoutCents, payoutCents),
    carriedCents: cents(totals.carriedCents + add(...balances) - payoutCents),
    largestPayoutCents: cents(Math.max(totals.largestPayoutCents, ...paid)),
  };
}
