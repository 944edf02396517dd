/** A partner's payouts, and one of them with the entries that it pays. */
import type { EntryOut } from '../../contracts/api/entries.ts';
import type { PayoutOut } from '../../contracts/api/payouts.ts';
import { later } from '../../domain/calendar/local-day.ts';
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import { nextWeek, previousWeek, type WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { type MoneyPlace, moneyPlaceOf } from '../../domain/payout-state.ts';
import { decidedThrough } from '../../domain/why/partner-position.ts';
import type { EarningsLedger, LedgerEntry } from '../../ports/earnings-ledger.ts';
import type { Payout } from '../../ports/payout.ts';
import type { EntriesPlace } from './list-entries.ts';
import { showEntries } from './show-entry.ts';
import { showPayout } from './show-payout.ts';

export async function listPayouts(
  partner: PartnerId,
  place: MoneyPlace | undefined,
  page: { readonly before?: WeekEnding; readonly limit: number },
  ledger: EarningsLedger,
): Promise<{ readonly items: readonly PayoutOut[]; readonly next?: WeekEnding }> {
  const payouts = await ledger.payouts(partner, page);
  const last = payouts.at(-1);
  const shown = payouts.filter(({ state }) => place === undefined || moneyPlaceOf(state) === place);
  const more = payouts.length === page.limit && last;
  return { items: shown.map(showPayout), ...(more ? { next: last.weekEnding } : {}) };
}

export interface PayoutWithEntries {
  readonly payout: PayoutOut;
  /** Its entries are those of later weeks, up to its own. */
  readonly after?: WeekEnding;
  readonly entries: readonly EntryOut[];
  readonly next?: EntriesPlace;
}

/** Undefined when the partner has no payout of that week. */
export async function payoutWithEntries(
  partner: PartnerId,
  week: WeekEnding,
  page: { readonly after?: EntriesPlace; readonly limit: number },
  now: Instant,
  ledger: EarningsLedger,
): Promise<PayoutWithEntries | undefined> {
  const [standing, payout, before] = await Promise.all([
    ledger.standing(partner),
    ledger.payout(partner, week),
    payoutBefore(partner, week, ledger),
  ]);
  if (!standing || !payout) return undefined;
  const entries: LedgerEntry[] = [];
  let next: EntriesPlace | undefined;
  for await (const entry of entriesOf(partner, payout, before, page.after, page.limit + 1, ledger)) {
    const last = entries.at(-1);
    if (entries.length === page.limit && last) {
      next = { weekEnding: last.weekEnding, place: last.place };
      break;
    }
    entries.push(entry);
  }
  const today = localDayOf(now, standing.settings.timeZone);
  const shown = await showEntries(
    entries,
    {
      partner,
      decidedThrough: decidedThrough({ calendar: standing.calendar ?? {}, account: standing.account }),
      today,
    },
    ledger,
  );
  return {
    payout: showPayout(payout),
    entries: shown,
    ...(before ? { after: before.weekEnding } : {}),
    ...(next ? { next } : {}),
  };
}

const PAYOUTS_AT_ONCE = 20;

/** The one before it that took the whole balance with it: those that came back left theirs to this one. */
export async function payoutBefore(
  partner: PartnerId,
  week: WeekEnding,
  ledger: EarningsLedger,
): Promise<Payout | undefined> {
  for (let before = week; ; ) {
    const earlier = await ledger.payouts(partner, { before, limit: PAYOUTS_AT_ONCE });
    const found = earlier.find(({ state }) => moneyPlaceOf(state) !== 'back');
    const last = earlier.at(-1);
    if (found || !last || earlier.length < PAYOUTS_AT_ONCE) return found;
    before = last.weekEnding;
  }
}

/** In the order of weeks and places. */
export async function* entriesOf(
  partner: PartnerId,
  { weekEnding: through }: Payout,
  before: Payout | undefined,
  after: EntriesPlace | undefined,
  limit: number | undefined,
  ledger: EarningsLedger,
): AsyncIterable<LedgerEntry> {
  const bounds = [...(before ? [before.weekEnding] : []), ...(after ? [previousWeek(after.weekEnding)] : [])];
  const from = bounds.length > 0 ? bounds.reduce(later) : undefined;
  const weeks = await ledger.weeks(partner, { ...(from ? { after: from } : {}), before: nextWeek(through) });
  for (const { weekEnding } of weeks) {
    const start = after?.weekEnding === weekEnding ? { after: after.place } : {};
    yield* ledger.entriesOfWeek(partner, weekEnding, { ...start, limit });
  }
}
