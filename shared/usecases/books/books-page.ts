/** The books of a page of partners, for somebody who waits for them: as deep as the whole audit, some partners at a time. */
import { previousWeek } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { subtract, sumOf } from '../../domain/money/cents.ts';
import type { PartnerLedger } from '../../ports/partner-ledger.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import { inParallel } from '../in-parallel.ts';
import type { BookProblem, BookSums, PartnerBooks } from './book-problem.ts';
import { type FoldedWeeks, type PartnerBooksDependencies, verifyPartner } from './verify-partner.ts';

export interface BooksPageDependencies extends PartnerBooksDependencies {
  readonly partners: Pick<PartnerLedger, 'list'>;
  readonly history: RunHistory;
}

export interface BooksPage {
  readonly items: readonly PartnerBooks[];
  readonly total: BookSums;
  readonly problems: readonly BookProblem[];
  /** Where the next page begins. */
  readonly next?: PartnerId;
}

const PARTNERS_AT_ONCE = 5;

export async function booksPage(
  { after, limit }: { readonly after?: PartnerId; readonly limit: number },
  dependencies: BooksPageDependencies,
): Promise<BooksPage> {
  const ids = await dependencies.partners.list({ ...(after ? { after } : {}), limit });
  const folded = await foldedWeeks(dependencies.history);
  const items: PartnerBooks[] = [];
  const problems: BookProblem[] = [];
  await inParallel(folded ? ids : [], PARTNERS_AT_ONCE, async (id) => {
    const verified = await verifyPartner(id, folded as FoldedWeeks, dependencies);
    items.push(verified.books);
    problems.push(...verified.problems);
  });
  items.sort((a, b) => (a.partnerId < b.partnerId ? -1 : 1));
  const next = ids.length === limit ? ids.at(-1) : undefined;
  return { items, total: totalOf(items), problems, ...(next ? { next } : {}) };
}

/** Undefined before the program's first news: there is nothing that could be wrong. */
async function foldedWeeks(history: RunHistory): Promise<FoldedWeeks | undefined> {
  const { calendar } = await history.program();
  if (!calendar) return undefined;
  const { firstWeek, lastRun } = calendar;
  const run = lastRun && (await history.findRun(lastRun));
  // A run that plans has folded some accounts and not yet others: each says itself how far.
  const foldedThrough = run?.state === 'planning' ? run.foldsAfter : (lastRun ?? previousWeek(firstWeek));
  return { firstWeek, foldedThrough };
}

function totalOf(items: readonly PartnerBooks[]): BookSums {
  const entriesCents = sumOf(items.map((each) => each.entriesCents));
  const payoutsCents = sumOf(items.map((each) => each.payoutsCents));
  const carriedCents = sumOf(items.map((each) => each.carriedCents));
  return {
    entriesCents,
    payoutsCents,
    carriedCents,
    differenceCents: subtract(subtract(entriesCents, payoutsCents), carriedCents),
  };
}
