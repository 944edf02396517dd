/**
 * The books of one run, held against the ledger before it is closed: what its manifests paid against payouts and batches, and
 * the account of everybody it decided about against the totals kept with their entries, and against their payouts.
 */
import { BUCKETS } from '../../domain/bucket.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { type Cents, sumOf } from '../../domain/money/cents.ts';
import { moneyPlaceOf } from '../../domain/payout-state.ts';
import type { WaitingList } from '../../ports/books.ts';
import type { EarningsLedger } from '../../ports/earnings-ledger.ts';
import type { Payout } from '../../ports/payout.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { Account } from '../../ports/run-ledger.ts';
import { inParallel } from '../in-parallel.ts';
import { type AccountEvidence, type JudgedAccount, judgeAccount } from './account-problems.ts';
import { allPayouts } from './all-payouts.ts';
import type { BookProblem } from './book-problem.ts';
import { batchProblem, rowProblems } from './manifest-problems.ts';

export interface RunAudit {
  /** Whose accounts were held against their entries and payouts. */
  readonly partners: number;
  /** Entries less payouts that did not come back, less what is carried: of all of them together. */
  readonly differenceCents: Cents;
  readonly problems: readonly BookProblem[];
}

export interface AuditDependencies {
  readonly history: RunHistory;
  readonly earnings: Pick<EarningsLedger, 'weeks' | 'payouts'>;
  readonly waiting: Pick<WaitingList, 'waits'>;
}

/** Two short queries each, beside a hundred accounts at a time: ten thousand partners take half a minute. */
const PARTNERS_AT_ONCE = 16;
const PARTNERS_A_PAGE = 100;
/** An account that moved while it was read says nothing. One that moves five times in a row is left to the next audit. */
const MOST_READINGS = 5;

export async function auditRun(week: WeekEnding, dependencies: AuditDependencies): Promise<RunAudit> {
  const { history } = dependencies;
  const batches = await history.batchesOf(week);
  const waiting = await everybodyWaiting(history);
  const judged: JudgedAccount[] = [];
  const problems: BookProblem[] = [];
  for (let manifest = await history.manifestAfter(week, undefined); manifest; ) {
    const { rows } = manifest;
    problems.push(...batchProblem(week, manifest, batches));
    for (let from = 0; from < rows.length; from += PARTNERS_A_PAGE) {
      const page = rows.slice(from, from + PARTNERS_A_PAGE);
      const accounts = await history.accounts(page.map(({ partnerId }) => partnerId));
      await inParallel(page, PARTNERS_AT_ONCE, async (row) => {
        const account = accounts.get(row.partnerId);
        const { payouts, ...read } = await evidenceOf(row.partnerId, account, dependencies);
        problems.push(
          ...rowProblems(
            week,
            row,
            payouts.find(({ weekEnding }) => weekEnding === week),
          ),
        );
        const found = account && judgeAccount(row.partnerId, account, { ...read, waits: waiting.has(row.partnerId) });
        // What adds up adds up. What does not may have moved between one reading and the next.
        const settled = found?.problems.length ? await readAgain(row.partnerId, dependencies) : found;
        if (settled) judged.push(settled);
      });
    }
    manifest = await history.manifestAfter(week, manifest.id);
  }
  return {
    partners: judged.length,
    differenceCents: sumOf(judged.map(({ sums }) => sums.differenceCents)),
    problems: [...problems, ...judged.flatMap((each) => each.problems)],
  };
}

/** A partner's item is a fortieth of a read unit this way, and a whole one asked for by itself. */
async function everybodyWaiting({ duePartners }: RunHistory): Promise<ReadonlySet<PartnerId>> {
  const found = new Set<PartnerId>();
  for (let bucket = 0; bucket < BUCKETS; bucket += 1)
    for await (const { partnerId } of duePartners(bucket, [], undefined)) found.add(partnerId);
  return found;
}

interface Evidence extends Pick<AccountEvidence, 'entriesCents' | 'payoutsCents'> {
  readonly payouts: readonly Payout[];
}

async function evidenceOf(
  partner: PartnerId,
  account: Account | undefined,
  { earnings }: AuditDependencies,
): Promise<Evidence> {
  const [totals, payouts] = await Promise.all([earnings.weeks(partner), allPayouts(partner, earnings)]);
  const lastRun = account?.lastRun;
  const folded = totals.filter(({ weekEnding }) => lastRun !== undefined && weekEnding <= lastRun);
  const kept = payouts.filter(({ state }) => moneyPlaceOf(state) !== 'back');
  return {
    payouts,
    entriesCents: sumOf(folded.map(({ cents }) => cents)),
    payoutsCents: sumOf(kept.map(({ amountCents }) => amountCents)),
  };
}

/** The account before and after its evidence: a payout that came back meanwhile stands in one of the two and not yet in the other. */
async function readAgain(partner: PartnerId, dependencies: AuditDependencies): Promise<JudgedAccount | undefined> {
  const { history, waiting } = dependencies;
  const accountOf = async (): Promise<Account | undefined> => (await history.accounts([partner])).get(partner);
  let before = await accountOf();
  for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
    const read = await evidenceOf(partner, before, dependencies);
    const waits = await waiting.waits(partner);
    const after = await accountOf();
    if (before && after?.version === before.version) return judgeAccount(partner, after, { ...read, waits });
    before = after;
  }
  return undefined;
}
