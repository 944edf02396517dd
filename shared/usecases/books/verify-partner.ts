/** The books of one partner, worked out from every entry anew, and held against account, totals and waiting list. */
import { previousWeek, type WeekEnding, weeksAfter } from '../../domain/calendar/week.ts';
import type { ClientId, PartnerId } from '../../domain/ids.ts';
import { type Cents, cents, sumOf } from '../../domain/money/cents.ts';
import { moneyPlaceOf } from '../../domain/payout-state.ts';
import type { WaitingList } from '../../ports/books.ts';
import type { ClientTotals, EarningsLedger, LedgerEntry } from '../../ports/earnings-ledger.ts';
import type { Payout } from '../../ports/payout.ts';
import { judgeAccount } from './account-problems.ts';
import { allPayouts } from './all-payouts.ts';
import type { BookProblem, PartnerBooks } from './book-problem.ts';
import { entryProblems } from './trace-entries.ts';

export interface PartnerBooksDependencies {
  readonly earnings: EarningsLedger;
  readonly waiting: WaitingList;
}

/** Weeks up to `foldedThrough` are folded into every account: their run is over. */
export interface FoldedWeeks {
  readonly firstWeek: WeekEnding;
  readonly foldedThrough: WeekEnding;
}

export interface VerifiedPartner {
  readonly books: PartnerBooks;
  readonly entries: number;
  readonly payouts: readonly Payout[];
  readonly problems: readonly BookProblem[];
}

const PAGE = 100;

export async function verifyPartner(
  partnerId: PartnerId,
  folded: FoldedWeeks,
  { earnings, waiting }: PartnerBooksDependencies,
): Promise<VerifiedPartner> {
  const standing = await earnings.standing(partnerId);
  if (!standing) throw new Error(`partner ${partnerId} is listed and has no profile`);
  const { account } = standing;
  const clients = await allClients(partnerId, earnings);
  const filed = (await Promise.all(clients.map(({ clientId }) => earnings.payments(clientId)))).flatMap((payments) =>
    payments.flatMap((payment) =>
      payment.filed
        .filter((posting) => posting.partnerId === partnerId)
        .map((posting) => ({ posting, paymentId: payment.id })),
    ),
  );
  const totals = await earnings.weeks(partnerId);
  const weeks = new Set<WeekEnding>([
    ...weeksAfter(previousWeek(folded.firstWeek), folded.foldedThrough),
    ...totals.map(({ weekEnding }) => weekEnding),
    ...filed.map(({ posting }) => posting.weekEnding),
  ]);
  const entries: LedgerEntry[] = [];
  for (const week of [...weeks].sort())
    for await (const each of earnings.entriesOfWeek(partnerId, week)) entries.push(each);
  const payouts = await allPayouts(partnerId, earnings);

  const through = account.lastRun && account.lastRun > folded.foldedThrough ? account.lastRun : folded.foldedThrough;
  const entriesCents = centsOf(entries.filter(({ weekEnding }) => weekEnding <= through));
  const payoutsCents = sumOf(
    payouts.filter(({ state }) => moneyPlaceOf(state) !== 'back').map((each) => each.amountCents),
  );
  const waits = await waiting.waits(partnerId);
  const judged = judgeAccount(partnerId, account, { entriesCents, payoutsCents, waits });
  const problem = (kind: BookProblem['kind'], detail: string): BookProblem => ({ kind, about: partnerId, detail });
  const problems: BookProblem[] = [
    ...judged.problems,
    ...[...weeks].sort().flatMap((week) => {
      const own = entries.filter(({ weekEnding }) => weekEnding === week);
      const kept = totals.find(({ weekEnding }) => weekEnding === week);
      return unlike(kept, own).map((detail) => problem('week-total-off', `week ending ${week}: ${detail}`));
    }),
    ...clients.flatMap((client) =>
      unlike(
        client,
        entries.filter(({ clientId }) => clientId === client.clientId),
      ).map((detail) => problem('client-total-off', `client ${client.clientId}: ${detail}`)),
    ),
    ...entryProblems(partnerId, entries, filed),
  ];
  return { books: { partnerId, ...judged.sums }, entries: entries.length, payouts, problems };
}

const centsOf = (entries: readonly LedgerEntry[]): Cents => sumOf(entries.map((entry) => entry.cents));

function unlike(
  kept: { readonly cents: Cents; readonly entries: number } | undefined,
  own: readonly LedgerEntry[],
): string[] {
  const { cents: keptCents, entries } = kept ?? { cents: cents(0), entries: 0 };
  const is = centsOf(own);
  return keptCents === is && entries === own.length
    ? []
    : [`${keptCents} cents of ${entries} entries are kept, and the entries are ${is} of ${own.length}`];
}

async function allClients(partner: PartnerId, earnings: EarningsLedger): Promise<ClientTotals[]> {
  const all: ClientTotals[] = [];
  for (let after: ClientId | undefined; ; ) {
    const page = await earnings.clients(partner, { ...(after ? { after } : {}), limit: PAGE });
    all.push(...page);
    after = page.at(-1)?.clientId;
    if (page.length < PAGE) return all;
  }
}
