/** Decides everybody who is due as a run would that began now: the run's own reading, the run's own decisions, no writes. */
import { BUCKETS, bucketOf } from '../../domain/bucket.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { add, type Cents, NOTHING } from '../../domain/money/cents.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { DuePartner, ManifestRow, PartnerStanding, Run } from '../../ports/run-ledger.ts';
import { inParallel } from '../in-parallel.ts';
import { decideRow } from '../run/decide-row.ts';
import { heldPayouts } from './held-payouts.ts';

export interface DryRun {
  readonly weekEnding: WeekEnding;
  readonly settings: ProgramSettings;
  /** Not folded by any run yet. */
  readonly weeks: readonly WeekEnding[];
  /** An older run that is held: the next run to open refuses it, and its amounts are on the balances again. */
  readonly held: Run | undefined;
}

export interface DecidedToday {
  readonly row: ManifestRow;
  /** No payout to this partner was ever paid and kept. */
  readonly neverPaid: boolean;
  /** Where the partner's last payout went, whatever became of it. */
  readonly lastReceiver?: string;
}

/** Buckets read side by side: hides their round trips, and stays below the client's 50 sockets. */
const BUCKETS_AT_ONCE = 8;
/** One BatchGet of profiles and accounts. */
const PARTNERS_PER_READ = 50;

export async function decideToday(run: DryRun, history: RunHistory): Promise<DecidedToday[]> {
  const rows = run.held ? await heldPayouts(run.held.weekEnding, history) : [];
  const givenBack = new Map(rows.map(({ partnerId, payoutCents }) => [partnerId, payoutCents]));
  const buckets = Array.from({ length: BUCKETS }, (_, bucket) => bucket);
  const byBucket: DecidedToday[][] = buckets.map(() => []);
  await inParallel(buckets, BUCKETS_AT_ONCE, async (bucket) => {
    const decided: DecidedToday[] = [];
    for await (const due of chunks(dueIn(bucket, run.weeks, givenBack, history))) {
      const standings = await history.standings(due.map(({ partnerId }) => partnerId));
      for (const each of due) {
        const standing = standings.get(each.partnerId);
        if (standing) decided.push(decide(run, each, standing, givenBack.get(each.partnerId)));
      }
    }
    byBucket[bucket] = decided;
  });
  return byBucket.flat();
}

/** Whoever gets an amount back waits with it, even if nothing else of theirs is due. */
async function* dueIn(
  bucket: number,
  weeks: readonly WeekEnding[],
  givenBack: ReadonlyMap<PartnerId, Cents>,
  history: RunHistory,
): AsyncGenerator<DuePartner> {
  const waiting = new Set([...givenBack.keys()].filter((partner) => bucketOf(partner) === bucket));
  for await (const due of history.duePartners(bucket, weeks, undefined)) {
    waiting.delete(due.partnerId);
    yield due;
  }
  for (const partnerId of waiting) yield { bucket, partnerId, entriesCents: NOTHING };
}

function decide(run: DryRun, due: DuePartner, standing: PartnerStanding, back: Cents | undefined): DecidedToday {
  const { account, lastPayout } = standing;
  const after: PartnerStanding =
    back === undefined
      ? standing
      : { ...standing, payoutInFlight: false, account: { ...account, carriedCents: add(account.carriedCents, back) } };
  return {
    row: decideRow(run, due, after),
    // What was folded and is not carried is what payouts took and did not bring back.
    neverPaid: after.account.foldedCents <= after.account.carriedCents,
    ...(lastPayout && { lastReceiver: lastPayout.receiver }),
  };
}

async function* chunks(due: AsyncIterable<DuePartner>): AsyncGenerator<DuePartner[]> {
  let chunk: DuePartner[] = [];
  for await (const each of due) {
    chunk.push(each);
    if (chunk.length === PARTNERS_PER_READ) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}
