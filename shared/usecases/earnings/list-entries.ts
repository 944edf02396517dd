/** A page of a partner's entries, the latest week first: reads the weeks that have any, and of one client its payments. */
import type { EntryOut } from '../../contracts/api/entries.ts';
import { addDays } from '../../domain/calendar/local-day.ts';
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import { nextWeek, type WeekEnding } from '../../domain/calendar/week.ts';
import type { Posting } from '../../domain/filing.ts';
import type { ClientId, PartnerId } from '../../domain/ids.ts';
import type { EarningsLedger, LedgerEntry } from '../../ports/earnings-ledger.ts';
import { showEntries } from './show-entry.ts';

export interface EntriesFilter {
  readonly from?: WeekEnding;
  readonly to?: WeekEnding;
  readonly clientId?: ClientId;
  readonly kind?: Posting['kind'];
  readonly standing?: Posting['standing'];
}

/** Where a page ended: the entry that was looked at last. */
export interface EntriesPlace {
  readonly weekEnding: WeekEnding;
  readonly place: string;
}

export interface EntriesPage {
  readonly items: readonly EntryOut[];
  readonly next?: EntriesPlace;
}

/** A filter may let little through: a call looks at no more entries and weeks than this. */
const MAX_LOOKED_AT = 500;
const WEEKS_AT_ONCE = 30;

/** Undefined when there is no such partner. */
export async function listEntries(
  partner: PartnerId,
  filter: EntriesFilter,
  page: { readonly after?: EntriesPlace; readonly limit: number },
  now: Instant,
  ledger: EarningsLedger,
): Promise<EntriesPage | undefined> {
  const standing = await ledger.standing(partner);
  if (!standing) return undefined;
  const { items, next } = filter.clientId
    ? await ofClient(partner, filter.clientId, filter, page, ledger)
    : await ofWeeks(partner, filter, page, ledger);
  const today = localDayOf(now, standing.settings.timeZone);
  const context = { partner, foldedThrough: standing.account.lastRun, today };
  return { items: await showEntries(items, context, ledger), ...(next ? { next } : {}) };
}

interface Found {
  readonly items: readonly LedgerEntry[];
  readonly next?: EntriesPlace;
}

async function ofWeeks(
  partner: PartnerId,
  filter: EntriesFilter,
  { after, limit }: { readonly after?: EntriesPlace; readonly limit: number },
  ledger: EarningsLedger,
): Promise<Found> {
  const last = after?.weekEnding ?? filter.to;
  const weeks = await ledger.weeks(partner, {
    ...(last ? { before: nextWeek(last) } : {}),
    ...(filter.from ? { after: addDays(filter.from, -7) as WeekEnding } : {}),
    limit: WEEKS_AT_ONCE,
    descending: true,
  });
  const items: LedgerEntry[] = [];
  let lookedAt = 0;
  for (const { weekEnding } of weeks) {
    const start = after?.weekEnding === weekEnding ? after.place : undefined;
    const query = { limit: limit + 1, ...(start === undefined ? {} : { after: start }) };
    for await (const entry of ledger.entriesOfWeek(partner, weekEnding, query)) {
      lookedAt += 1;
      if (passes(entry, filter)) items.push(entry);
      if (items.length === limit || lookedAt === MAX_LOOKED_AT)
        return { items, next: { weekEnding, place: entry.place } };
    }
  }
  const earliest = weeks.at(-1)?.weekEnding;
  return weeks.length === WEEKS_AT_ONCE && earliest ? { items, next: { weekEnding: earliest, place: '~' } } : { items };
}

/** One client's entries are few: they stand with its payments. */
async function ofClient(
  partner: PartnerId,
  clientId: ClientId,
  filter: EntriesFilter,
  { after, limit }: { readonly after?: EntriesPlace; readonly limit: number },
  ledger: EarningsLedger,
): Promise<Found> {
  const payments = await ledger.payments(clientId);
  const all = payments
    .flatMap(({ id, filed }) =>
      filed
        .filter((posting) => posting.partnerId === partner)
        .map((posting): LedgerEntry => ({ ...posting, paymentId: id, clientId, place: `${id}#${posting.lineId}` })),
    )
    .filter((entry) => passes(entry, filter) && (after === undefined || isAfter(entry, after)))
    .sort((a, b) => compare(b.weekEnding, a.weekEnding) || compare(a.place, b.place));
  const items = all.slice(0, limit);
  const last = items.at(-1);
  return last && all.length > limit ? { items, next: { weekEnding: last.weekEnding, place: last.place } } : { items };
}

const passes = (entry: LedgerEntry, { from, to, kind, standing }: EntriesFilter): boolean =>
  (from === undefined || entry.weekEnding >= from) &&
  (to === undefined || entry.weekEnding <= to) &&
  (kind === undefined || entry.kind === kind) &&
  (standing === undefined || entry.standing === standing);

const isAfter = (entry: LedgerEntry, { weekEnding, place }: EntriesPlace): boolean =>
  entry.weekEnding < weekEnding || (entry.weekEnding === weekEnding && entry.place > place);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
