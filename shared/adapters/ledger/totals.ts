/** The kept totals of a partner's weeks and clients as items: numbers that writes add to, so that writers need not read them. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { ClientId, PartnerId } from '../../domain/ids.ts';
import type { Cents } from '../../domain/money/cents.ts';
import type { Tally, WeekTally } from '../../domain/tally.ts';
import type { ClientTotals, Totals, WeekTotals } from '../../ports/earnings-ledger.ts';
import type { Item, Write } from '../../ports/table.ts';
import { PARTNER_WEEK_PREFIX, partnerClientKey, partnerWeekKey } from './keys.ts';

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const LATE = 'late';
const ofWeekday = (weekday: number): string => `on${weekday}`;

/** Only in a transaction with what makes it happen once: a version, or an entry that was absent. */
export function weekTotalsWrite(partner: PartnerId, week: WeekEnding, by: WeekTally): Write {
  const byWeekday = WEEKDAYS.map((weekday) => [ofWeekday(weekday), by.centsByWeekday[weekday] ?? 0] as const);
  return {
    kind: 'update',
    key: partnerWeekKey(partner, week),
    add: withoutZeros({ ...amountsOf(by), ...Object.fromEntries(byWeekday), [LATE]: by.lateEntries }),
  };
}

/** With a tally of nothing it only makes sure that the client stands in the partner's list. */
export const clientTotalsWrite = (partner: PartnerId, client: ClientId, by: Tally): Write => ({
  kind: 'update',
  key: partnerClientKey(partner, client),
  set: { clientId: client },
  add: withoutZeros(amountsOf(by)),
});

const amountsOf = ({ cents, entries, voidCents, heldCents }: Tally): Record<string, number> => ({
  cents,
  entries,
  voidCents,
  heldCents,
});

const withoutZeros = (amounts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount !== 0));

/** What nobody has added to is 0. */
const amountIn = (item: Item, name: string): number => (item[name] as number | undefined) ?? 0;

const totalsIn = (item: Item): Totals => ({
  cents: amountIn(item, 'cents') as Cents,
  entries: amountIn(item, 'entries'),
  voidCents: amountIn(item, 'voidCents') as Cents,
  heldCents: amountIn(item, 'heldCents') as Cents,
});

export const toWeekTotals = (item: Item): WeekTotals => ({
  weekEnding: item.sk.slice(PARTNER_WEEK_PREFIX.length) as WeekEnding,
  ...totalsIn(item),
  centsByWeekday: WEEKDAYS.map((weekday) => amountIn(item, ofWeekday(weekday)) as Cents),
  lateEntries: amountIn(item, LATE),
});

export const toClientTotals = (item: Item): ClientTotals => ({
  clientId: item.clientId as ClientId,
  ...totalsIn(item),
});
