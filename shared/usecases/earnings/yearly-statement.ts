/** What was earned and paid in a calendar year, line by line: entries by their earned day, payouts by their Friday. */
import { addDays, type LocalDay, localDay } from '../../domain/calendar/local-day.ts';
import {
  previousWeek,
  runFridayOf,
  type WeekEnding,
  weekEndingOf,
  weekEndingPaidBy,
} from '../../domain/calendar/week.ts';
import type { ClientId, PartnerId } from '../../domain/ids.ts';
import { type Cents, NOTHING } from '../../domain/money/cents.ts';
import { moneyPlaceOf } from '../../domain/payout-state.ts';
import type { EarningsLedger, LedgerEntry, WeekTotals } from '../../ports/earnings-ledger.ts';
import type { Payout } from '../../ports/payout.ts';
import { clientNames } from './client-names.ts';

export interface StatementLine {
  readonly day: LocalDay;
  readonly what: 'commission' | 'adjustment' | 'payout';
  /** Earned cents above zero, what lowers them and what was paid below it. */
  readonly cents: Cents;
  readonly statedCents: Cents;
  readonly state: string;
  readonly weekEnding: WeekEnding;
  readonly client: string;
  readonly id: string;
}

export type YearlyStatement =
  | { readonly kind: 'lines'; readonly lines: readonly StatementLine[] }
  | { readonly kind: 'too-many'; readonly entries: number };

/** Lambda answers 6 MB at most: so many lines of about 150 bytes, with room to spare. */
export const MAX_STATEMENT_ENTRIES = 25_000;
const DAYS_PER_WEEK = 7;
/** Of a year. */
const MAX_FRIDAYS = 53;

export async function yearlyStatement(
  partner: PartnerId,
  year: string,
  ledger: EarningsLedger,
): Promise<YearlyStatement> {
  const [first, last] = [localDay(`${year}-01-01`), localDay(`${year}-12-31`)];
  const inYear = (day: LocalDay): boolean => day >= first && day <= last;
  // The year's first Friday pays a week of the year before.
  const payouts = await ledger.payoutsFrom(partner, weekEndingPaidBy(addDays(first, DAYS_PER_WEEK - 1)), MAX_FRIDAYS);
  const all = await ledger.weeks(partner, { after: previousWeek(weekEndingOf(first)) });
  const ofYear = ({ weekEnding }: WeekTotals): boolean => weekEnding <= weekEndingOf(last);
  // What became known late stands in a later week than its earned day: those with such entries are looked through, too.
  const weeks = all.filter((week) => ofYear(week) || week.lateEntries > 0);
  const expected = weeks.filter(ofYear);
  const count = expected.reduce((sum, { entries }) => sum + entries, 0);
  if (count > MAX_STATEMENT_ENTRIES) return { kind: 'too-many', entries: count };

  const entries: LedgerEntry[] = [];
  for (const { weekEnding } of weeks) {
    for await (const entry of ledger.entriesOfWeek(partner, weekEnding))
      if (inYear(entry.earnedOn)) entries.push(entry);
    if (entries.length > MAX_STATEMENT_ENTRIES) return { kind: 'too-many', entries: entries.length };
  }
  const names = await clientNames([...new Set(entries.flatMap(({ clientId }) => clientId ?? []))], ledger);
  const lines = [
    ...entries.map((entry) => lineOf(entry, names)),
    ...payouts.filter(({ weekEnding }) => inYear(runFridayOf(weekEnding))).map(payoutLine),
  ];
  return { kind: 'lines', lines: lines.sort((a, b) => compare(a.day, b.day) || compare(a.id, b.id)) };
}

function lineOf(entry: LedgerEntry, names: ReadonlyMap<ClientId, string>): StatementLine {
  const { earnedOn, kind, cents, statedCents, standing, reason, weekEnding, clientId } = entry;
  return {
    day: earnedOn,
    what: kind,
    cents,
    statedCents,
    state: reason ? `${standing}: ${reason}` : standing,
    weekEnding,
    client: (clientId && names.get(clientId)) ?? clientId ?? '',
    id: entry.paymentId ?? entry.adjustmentId ?? '',
  };
}

function payoutLine({ weekEnding, amountCents, state, payoutItemId }: Payout): StatementLine {
  const cameBack = moneyPlaceOf(state) === 'back';
  return {
    day: runFridayOf(weekEnding),
    what: 'payout',
    cents: cameBack ? NOTHING : (-amountCents as Cents),
    statedCents: -amountCents as Cents,
    state,
    weekEnding,
    client: '',
    id: payoutItemId ?? '',
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
