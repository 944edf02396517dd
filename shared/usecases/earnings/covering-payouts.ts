/** The payouts that some weeks of a partner went into, read from the first of them to the last and hardly further. */
import { daysBetween, earlier, later } from '../../domain/calendar/local-day.ts';
import { nextWeek, type WeekEnding } from '../../domain/calendar/week.ts';
import { coveringPayout } from '../../domain/entry-place.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { EarningsLedger } from '../../ports/earnings-ledger.ts';
import type { Payout } from '../../ports/payout.ts';

const DAYS_PER_WEEK = 7;
/** The last week is nearly always paid by its own run, or by one soon after. */
const FURTHER = 8;

/** The earliest first: every payout from the earliest week on, up to the one that covers the latest or to the last there is. */
export async function coveringPayouts(
  partner: PartnerId,
  weeks: readonly WeekEnding[],
  ledger: Pick<EarningsLedger, 'payoutsFrom'>,
): Promise<Payout[]> {
  if (weeks.length === 0) return [];
  const last = weeks.reduce(later);
  const payouts: Payout[] = [];
  for (let from = weeks.reduce(earlier); ; ) {
    // One a week at most.
    const limit = Math.max(0, daysBetween(from, last) / DAYS_PER_WEEK) + FURTHER;
    const read = await ledger.payoutsFrom(partner, from, limit);
    payouts.push(...read);
    const end = read.at(-1);
    if (!end || read.length < limit || coveringPayout(last, read)) return payouts;
    from = nextWeek(end.weekEnding);
  }
}
