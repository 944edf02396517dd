/** Reads what is known of one partner today: a fixed number of reads, whatever the partner's history. */
import { earlier, type LocalDay } from '../../domain/calendar/local-day.ts';
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Cents } from '../../domain/money/cents.ts';
import type { PartnerPosition } from '../../domain/why/partner-position.ts';
import type { EarningsLedger, EarningsStanding, WeekTotals } from '../../ports/earnings-ledger.ts';
import { isSameMoment, MAX_ROUNDS, refuseHalf } from './at-rest.ts';

export interface KnownPartner {
  readonly position: PartnerPosition;
  readonly standing: EarningsStanding;
  /** All that runs ever took into the account. */
  readonly foldedCents: Cents;
  /** The position's weeks, and those before them that were asked for. */
  readonly weeks: readonly WeekTotals[];
}

/**
 * Undefined when there is no such partner. Account, weeks and payouts are of one moment: read again when a run or a
 * correction came between.
 * @throws BeingCorrected while a correction is filed piece by piece.
 * @param alsoAfter reads the weeks after this one, too.
 */
export async function partnerPosition(
  partner: PartnerId,
  now: Instant,
  ledger: EarningsLedger,
  alsoAfter?: (today: LocalDay) => WeekEnding,
): Promise<KnownPartner | undefined> {
  let standing = await ledger.standing(partner);
  for (let round = 1; standing; round += 1) {
    const { lastRun } = standing.account;
    const today = localDayOf(now, standing.settings.timeZone);
    const after = lastRun && alsoAfter ? earlier(lastRun, alsoAfter(today)) : lastRun;
    const [weeks, withOperations, moment] = await Promise.all([
      ledger.weeks(partner, after ? { after } : {}),
      ledger.payoutsWithOperations(partner),
      ledger.moment(partner),
    ]);
    refuseHalf(moment, round);
    if (moment.openCorrections === 0 && (isSameMoment(moment, standing.moment) || round === MAX_ROUNDS)) {
      const { settings, account, lastPayout, calendar = {} } = standing;
      const others = withOperations.filter(({ weekEnding }) => weekEnding !== lastPayout?.weekEnding);
      const payouts = [...others, ...(lastPayout ? [lastPayout] : [])];
      const unfolded = weeks.filter(({ weekEnding }) => lastRun === undefined || weekEnding > lastRun);
      const position = { partner: standing.partner, today, settings, calendar, account, weeks: unfolded, payouts };
      return { position, standing, foldedCents: account.foldedCents, weeks };
    }
    standing = await ledger.standing(partner);
  }
  return undefined;
}
