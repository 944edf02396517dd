/** A page of a partner's entries, the latest week first: reads the weeks that have any, and of one client its payments. */
import type { EntryOut } from '../../contracts/api/entries.ts';
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import { nextWeek, previousWeek, type WeekEnding } from '../../domain/calendar/week.ts';
import type { Posting } from '../../domain/filing.ts';
import type { ClientId, PartnerId } from '../../domain/ids.ts';
import { decidedThrough } from '../../domain/why/partner-position.ts';
import type { EarningsLedger, LedgerEntry, WeekTotals } from '../../ports/earnings-ledger.ts';
import { atRest } from './at-rest.ts';
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

/** A filter may let little through: a call looks at no more entries than this, and at no more weeks than it may list entries. */
const MAX_LOOKED_AT = 150;
const MIN_WEEKS = 30;

interface PageAsked {
  readonly after?: EntriesPlace;
  readonly limit: number;
}

/** Undefined when there is no such partner. @throws BeingCorrected */
export const listEntries = (
  partner: PartnerId,
  filter: EntriesFilter,
  page: PageAsked,
  now: Instant,
  ledger: EarningsLedger,
): Promise<EntriesPage | undefined> =>
  atRest(
    partner,
    ledger,
    () => ledger.standing(partner),
    async ({ settings, calendar = {}, account }) => {
      const { items, next } = filter.clientId
        ? await ofClient(partner, filter.clientId, filter, page, ledger)
        : await ofWeeks(partner, filter, page, ledger);
      const today = localDayOf(now, settings.timeZone);
      const context = { partner, decidedThrough: decidedThrough({ calendar, account }), today };
      return { items: await showEntries(items, context, ledger), ...(next ? { next } : {}) };
    },
  );

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
  const weeksAtOnce = Math.max(limit, MIN_WEEKS);
  const weeks = await ledger.weeks(partner, {
    ...(last ? { before: nextWeek(last) } : {}),
    ...(filter.from ? { after: previousWeek(filter.from) } : {}),
    limit: weeksAtOnce,
    descending: true,
  });
  const most = filter.kind || filter.standing ? MAX_LOOKED_AT : limit;
  const items: LedgerEntry[] = [];
  let lookedAt = 0;
  for (let left = weeks; left.length > 0; ) {
    const now = enoughWeeks(left, most - lookedAt);
    left = left.slice(now.length);
    for (const entry of await entriesOf(partner, now, after, most, ledger)) {
      lookedAt += 1;
      if (passes(entry, filter)) items.push(entry);
      if (items.length === limit || lookedAt === most) return { items, next: placeOf(entry) };
    }
  }
  const earliest = weeks.at(-1)?.weekEnding;
  return weeks.length === weeksAtOnce && earliest
    ? { items, next: { weekEnding: earliest, place: AT_END } }
    : { items };
}

/** The next weeks with so many entries between them: their totals say it, so that they can be read side by side. */
function enoughWeeks(weeks: readonly WeekTotals[], entries: number): WeekTotals[] {
  const enough: WeekTotals[] = [];
  let found = 0;
  for (const week of weeks) {
    if (found >= entries) break;
    enough.push(week);
    found += week.entries;
  }
  return enough;
}

/** @param most of each week: one that is cut has enough for the page by itself. */
async function entriesOf(
  partner: PartnerId,
  weeks: readonly WeekTotals[],
  after: EntriesPlace | undefined,
  most: number,
  ledger: EarningsLedger,
): Promise<LedgerEntry[]> {
  const ofWeek = async ({ weekEnding }: WeekTotals): Promise<LedgerEntry[]> => {
    const start = after?.weekEnding === weekEnding ? { after: after.place } : {};
    const entries: LedgerEntry[] = [];
    for await (const entry of ledger.entriesOfWeek(partner, weekEnding, { ...start, limit: most })) entries.push(entry);
    return entries;
  };
  return (await Promise.all(weeks.filter(({ entries }) => entries > 0).map(ofWeek))).flat();
}

/** After every place: none begins so. */
const AT_END = '~';
const placeOf = ({ weekEnding, place }: LedgerEntry): EntriesPlace => ({ weekEnding, place });

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
  return last && all.length > limit ? { items, next: placeOf(last) } : { items };
}

const passes = (entry: LedgerEntry, { from, to, kind, standing }: EntriesFilter): boolean =>
  (from === undefined || entry.weekEnding >= from) &&
  (to === undefined || entry.weekEnding <= to) &&
  (kind === undefined || entry.kind === kind) &&
  (standing === undefined || entry.standing === standing);

const isAfter = (entry: LedgerEntry, { weekEnding, place }: EntriesPlace): boolean =>
  entry.weekEnding < weekEnding || (entry.weekEnding === weekEnding && entry.place > place);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
