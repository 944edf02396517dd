/** What is known of one partner today: all that forecasts and reasons are made of, as the ledger keeps it. */
import { type LocalDay, later } from '../calendar/local-day.ts';
import type { WeekEnding } from '../calendar/week.ts';
import type { Cents } from '../money/cents.ts';
import type { Partner } from '../partner.ts';
import { moneyPlaceOf, type PayoutState } from '../payout-state.ts';
import type { ProgramSettings } from '../program-settings.ts';

export interface PartnerPosition {
  readonly partner: Partner;
  readonly today: LocalDay;
  readonly settings: ProgramSettings;
  readonly calendar: RunCalendar;
  readonly account: AccountPosition;
  /** Every week after `account.lastRun` that has totals, those to come among them. Others are left out of account. */
  readonly weeks: readonly WeekPosition[];
  /** Every payout that is in flight or with operations. Others may be among them. */
  readonly payouts: readonly PayoutPosition[];
}

export interface RunCalendar {
  /** The last run that was opened. */
  readonly lastRun?: WeekEnding;
  /** That run, while it plans: it still decides about partners whose account it has not reached. */
  readonly planning?: WeekEnding;
  /** That run, while it is held over a cap until operations release or refuse it. */
  readonly held?: WeekEnding;
}

export interface AccountPosition {
  readonly carriedCents: Cents;
  /** May lag behind the last run: a run writes nothing for a partner for whom nothing changes. */
  readonly lastRun?: WeekEnding;
  readonly refusedPaypalVersion?: number;
}

export interface WeekPosition {
  readonly weekEnding: WeekEnding;
  readonly cents: Cents;
  /** The week's cents by earned day: seven, Sunday first. */
  readonly centsByWeekday: readonly Cents[];
  readonly voidCents: Cents;
  readonly heldCents: Cents;
}

export interface PayoutPosition {
  readonly weekEnding: WeekEnding;
  readonly amountCents: Cents;
  readonly state: PayoutState;
}

type Decided = Pick<PartnerPosition, 'calendar' | 'account'>;

/** The run that plans just now and has still to decide about this partner. */
export const undecidedRun = ({ calendar: { planning }, account: { lastRun } }: Decided): WeekEnding | undefined =>
  planning !== undefined && (lastRun === undefined || lastRun < planning) ? planning : undefined;

/** The last week that a run has decided about for this partner; undefined before the first run. */
export function decidedThrough(position: Decided): WeekEnding | undefined {
  const ofAccount = position.account.lastRun;
  const ofProgram = undecidedRun(position) === undefined ? position.calendar.lastRun : undefined;
  return ofAccount !== undefined && ofProgram !== undefined ? later(ofAccount, ofProgram) : (ofProgram ?? ofAccount);
}

/** The weeks that are not in the account's carried cents yet, the earliest first. */
export const unfoldedWeeks = ({ weeks, account: { lastRun } }: PartnerPosition): WeekPosition[] =>
  weeks
    .filter(({ weekEnding }) => lastRun === undefined || weekEnding > lastRun)
    .sort((a, b) => (a.weekEnding < b.weekEnding ? -1 : 1));

/** At most one: nothing more is planned for a partner while it is. */
export const payoutInFlight = ({ payouts }: PartnerPosition): PayoutPosition | undefined =>
  payouts.find(({ state }) => moneyPlaceOf(state) === 'in-flight');
