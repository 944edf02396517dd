/** The whole of the books: every partner from every entry, every run against PayPal. Reads all there is: for audits, not for screens. */
import { nextWeek, previousWeek, type WeekEnding, weeksAfter } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { subtract, sumOf } from '../../domain/money/cents.ts';
import type { WitnessedBatch, WitnessedItem } from '../../ports/books.ts';
import type { PartnerLedger } from '../../ports/partner-ledger.ts';
import type { Payout } from '../../ports/payout.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { BookProblem, BooksReport, PartnerBooks } from './book-problem.ts';
import { type PartnerBooksDependencies, verifyPartner } from './verify-partner.ts';
import { verifyRun } from './verify-run.ts';

export interface BooksDependencies extends PartnerBooksDependencies {
  readonly partners: Pick<PartnerLedger, 'list'>;
  readonly history: RunHistory;
  /** What PayPal has; left out where nobody can ask it. */
  readonly payPal?: readonly WitnessedBatch[];
}

const PAGE = 100;
/** PayPal kept the money, or gave it back. */
const NOT_MOVED = new Set(['FAILED', 'RETURNED', 'CANCELED', 'DENIED']);

export async function verifyBooks(dependencies: BooksDependencies): Promise<BooksReport> {
  const { history, payPal } = dependencies;
  const { calendar } = await history.program();
  const problems: BookProblem[] = [];
  const paidIn = new Map<WeekEnding, ReadonlySet<PartnerId>>();
  const known = new Set<string>();
  const witnessed = payPal && new Map(payPal.map((batch) => [batch.senderBatchId, batch]));
  const lastRun = calendar?.lastRun;
  const firstWeek = calendar?.firstWeek;
  const weeks = firstWeek && lastRun ? weeksAfter(previousWeek(firstWeek), lastRun) : [];
  let foldedThrough: WeekEnding | undefined;
  let payPalItems = 0;
  for (const week of weeks) {
    const run = await history.findRun(week);
    if (!run) continue;
    // A run that plans has folded some accounts and not yet others: each says itself how far.
    if (run.state !== 'planning') foldedThrough = week;
    const verified = await verifyRun(week, history, witnessed);
    problems.push(...verified.problems);
    payPalItems += verified.payPalItems;
    paidIn.set(week, verified.paid);
    for (const batch of verified.batches) known.add(batch);
  }
  for (const batch of payPal ?? [])
    if (!known.has(batch.senderBatchId))
      problems.push({
        kind: 'paypal-batch-unknown',
        about: batch.senderBatchId,
        detail: `PayPal has ${batch.items.length} items under it`,
      });

  const partners: PartnerBooks[] = [];
  let entries = 0;
  let payouts = 0;
  for await (const id of allPartners(dependencies.partners)) {
    const first = firstWeek ?? nextWeek('1970-01-03' as WeekEnding);
    const folded = { firstWeek: first, foldedThrough: foldedThrough ?? previousWeek(first) };
    const verified = await verifyPartner(id, folded, dependencies);
    partners.push(verified.books);
    entries += verified.entries;
    payouts += verified.payouts.length;
    problems.push(...verified.problems, ...payoutProblems(id, verified.payouts, paidIn));
    problems.push(...(payPal ? paidTwice(id, verified.payouts, payPal) : []));
  }
  const [entriesCents, payoutsCents, carriedCents] = [
    sumOf(partners.map((each) => each.entriesCents)),
    sumOf(partners.map((each) => each.payoutsCents)),
    sumOf(partners.map((each) => each.carriedCents)),
  ];
  const differenceCents = subtract(subtract(entriesCents, payoutsCents), carriedCents);
  const total = { entriesCents, payoutsCents, carriedCents, differenceCents };
  return { partners, total, entries, payouts, payPalItems: payPal ? payPalItems : undefined, problems };
}

function payoutProblems(
  partnerId: PartnerId,
  payouts: readonly Payout[],
  paidIn: ReadonlyMap<WeekEnding, ReadonlySet<PartnerId>>,
): BookProblem[] {
  return payouts
    .filter(({ weekEnding }) => !paidIn.get(weekEnding)?.has(partnerId))
    .map(({ weekEnding, amountCents }) => ({
      kind: 'payout-without-row',
      about: partnerId,
      detail: `week ending ${weekEnding}: ${amountCents}, and no manifest pays it`,
    }));
}

/** PayPal moved money more than once under the ids of one payout. */
function paidTwice(partnerId: PartnerId, payouts: readonly Payout[], payPal: readonly WitnessedBatch[]): BookProblem[] {
  return payouts.flatMap(({ weekEnding }) => {
    const own = ({ senderItemId, status }: WitnessedItem): boolean =>
      senderItemId.startsWith(`${weekEnding}.`) && senderItemId.endsWith(`.${partnerId}`) && !NOT_MOVED.has(status);
    const moved = payPal.flatMap(({ items }) => items.filter(own));
    if (moved.length < 2) return [];
    const detail = `week ending ${weekEnding}: ${moved.map(({ payoutItemId }) => payoutItemId).join(', ')}`;
    return [{ kind: 'payout-paid-twice', about: partnerId, detail }];
  });
}

async function* allPartners(ledger: Pick<PartnerLedger, 'list'>): AsyncIterable<PartnerId> {
  for (let after: PartnerId | undefined; ; ) {
    const page = await ledger.list({ ...(after ? { after } : {}), limit: PAGE });
    yield* page;
    after = page.at(-1);
    if (page.length < PAGE) return;
  }
}
