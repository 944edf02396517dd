/**
 * The books of one run, held against the ledger before it is closed: what its manifests paid against payouts and batches, and
 * the account of everybody it decided about against the totals kept with their entries, and against their payouts.
 */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { type Cents, sumOf } from '../../domain/money/cents.ts';
import { moneyPlaceOf } from '../../domain/payout-state.ts';
import type { WaitingList } from '../../ports/books.ts';
import type { EarningsLedger } from '../../ports/earnings-ledger.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { Account } from '../../ports/run-ledger.ts';
import { inParallel } from '../in-parallel.ts';
import { type JudgedAccount, judgeAccount } from './account-problems.ts';
import { allPayouts } from './all-payouts.ts';
import type { BookProblem } from './book-problem.ts';
import { verifyRun } from './verify-run.ts';

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
  readonly waiting: WaitingList;
}

/** Four short reads each: ten thousand partners take a minute, and as much as a cent and a half. */
const PARTNERS_AT_ONCE = 16;
/** An account that moved while it was read says nothing. One that moves five times in a second is left to the next audit. */
const MOST_READINGS = 5;

export async function auditRun(week: WeekEnding, dependencies: AuditDependencies): Promise<RunAudit> {
  const { history } = dependencies;
  const { problems: ofRun } = await verifyRun(week, history, undefined);
  const problems: BookProblem[] = [...ofRun];
  const differences: Cents[] = [];
  for (let manifest = await history.manifestAfter(week, undefined); manifest; ) {
    const partners = manifest.rows.map(({ partnerId }) => partnerId);
    await inParallel(partners, PARTNERS_AT_ONCE, async (partner) => {
      const audited = await auditAccount(partner, dependencies);
      if (!audited) return;
      differences.push(audited.sums.differenceCents);
      problems.push(...audited.problems);
    });
    manifest = await history.manifestAfter(week, manifest.id);
  }
  return { partners: differences.length, differenceCents: sumOf(differences), problems };
}

/** Undefined where there is nothing to hold against one another: no account, or one that would not keep still. */
async function auditAccount(partner: PartnerId, dependencies: AuditDependencies): Promise<JudgedAccount | undefined> {
  const { history, earnings, waiting } = dependencies;
  const accountOf = async (): Promise<Account | undefined> =>
    (await history.standings([partner])).get(partner)?.account;
  let account = await accountOf();
  for (let reading = 1; account && reading <= MOST_READINGS; reading += 1) {
    const { lastRun } = account;
    const [totals, payouts, waits] = await Promise.all([
      earnings.weeks(partner),
      allPayouts(partner, earnings),
      waiting.waits(partner),
    ]);
    const now = await accountOf();
    // A payout that came back meanwhile stands in one of the two and not yet in the other.
    if (now?.version !== account.version) {
      account = now;
      continue;
    }
    const folded = totals.filter(({ weekEnding }) => lastRun !== undefined && weekEnding <= lastRun);
    const entriesCents = sumOf(folded.map(({ cents }) => cents));
    const kept = payouts.filter(({ state }) => moneyPlaceOf(state) !== 'back');
    const payoutsCents = sumOf(kept.map(({ amountCents }) => amountCents));
    return judgeAccount(partner, account, { entriesCents, payoutsCents, waits });
  }
  return undefined;
}
