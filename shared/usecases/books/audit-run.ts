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
import { inParallel } from '../in-parallel.ts';
import { type AccountEvidence, type JudgedAccount, judgeAccount } from './account-problems.ts';
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

/** Two short queries each, beside a hundred accounts at a time: ten thousand partners take half a minute, and some 60,000 read units. */
const PARTNERS_AT_ONCE = 16;
const PARTNERS_A_PAGE = 100;
/** An account that moved while it was read says nothing. One that moves five times in a row is left to the next audit. */
const MOST_READINGS = 5;

export async function auditRun(week: WeekEnding, dependencies: AuditDependencies): Promise<RunAudit> {
  const { history } = dependencies;
  const { problems } = await verifyRun(week, history, undefined);
  const judged: JudgedAccount[] = [];
  for (let manifest = await history.manifestAfter(week, undefined); manifest; ) {
    const partners = manifest.rows.map(({ partnerId }) => partnerId);
    for (let from = 0; from < partners.length; from += PARTNERS_A_PAGE)
      judged.push(...(await auditAccounts(partners.slice(from, from + PARTNERS_A_PAGE), dependencies)));
    manifest = await history.manifestAfter(week, manifest.id);
  }
  return {
    partners: judged.length,
    differenceCents: sumOf(judged.map(({ sums }) => sums.differenceCents)),
    problems: [...problems, ...judged.flatMap((each) => each.problems)],
  };
}

async function auditAccounts(all: readonly PartnerId[], dependencies: AuditDependencies): Promise<JudgedAccount[]> {
  const { history, earnings, waiting } = dependencies;
  const judged: JudgedAccount[] = [];
  let partners = all;
  let before = await history.accounts(partners);
  for (let reading = 1; partners.length > 0 && reading <= MOST_READINGS; reading += 1) {
    const waits = await waiting.waitingOf(partners);
    const evidence = new Map<PartnerId, AccountEvidence>();
    await inParallel(partners, PARTNERS_AT_ONCE, async (partner) => {
      const [totals, payouts] = await Promise.all([earnings.weeks(partner), allPayouts(partner, earnings)]);
      const lastRun = before.get(partner)?.lastRun;
      const folded = totals.filter(({ weekEnding }) => lastRun !== undefined && weekEnding <= lastRun);
      const kept = payouts.filter(({ state }) => moneyPlaceOf(state) !== 'back');
      evidence.set(partner, {
        entriesCents: sumOf(folded.map(({ cents }) => cents)),
        payoutsCents: sumOf(kept.map(({ amountCents }) => amountCents)),
        waits: waits.has(partner),
      });
    });
    const after = await history.accounts(partners);
    // A payout that came back meanwhile stands in one of the two and not yet in the other.
    const moved = partners.filter((partner) => after.get(partner)?.version !== before.get(partner)?.version);
    for (const partner of partners) {
      const [account, read] = [after.get(partner), evidence.get(partner)];
      if (account && read && !moved.includes(partner)) judged.push(judgeAccount(partner, account, read));
    }
    partners = moved;
    before = after;
  }
  return judged;
}
