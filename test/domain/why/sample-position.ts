/** A partner in order on Wednesday 2026-11-18, between two runs: each test changes what it is about. */
import { type LocalDay, localDay, weekdayOf } from '../../../shared/domain/calendar/local-day.ts';
import { type WeekEnding, weekEnding, weekEndingOf } from '../../../shared/domain/calendar/week.ts';
import type { Client } from '../../../shared/domain/client.ts';
import { COMMISSION_LINE } from '../../../shared/domain/earnings.ts';
import type { Posting } from '../../../shared/domain/filing.ts';
import { clientId } from '../../../shared/domain/ids.ts';
import { type Cents, cents, NOTHING } from '../../../shared/domain/money/cents.ts';
import type { PayoutState } from '../../../shared/domain/payout-state.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/program-settings.ts';
import type { PartnerPosition, PayoutPosition, WeekPosition } from '../../../shared/domain/why/partner-position.ts';
import { samplePartner } from '../sample-partner.ts';

/** The run of Friday 2026-11-13 has been; Friday 2026-11-20 pays the week that ended on 2026-11-14. */
export const LAST_RUN = weekEnding('2026-11-07');
export const TODAY = localDay('2026-11-18');

/** Cents that count, by earned day. */
export type Earned = Readonly<Record<string, number>>;

export interface Sample extends Partial<Omit<PartnerPosition, 'weeks' | 'account'>> {
  readonly carried?: number;
  readonly account?: Partial<PartnerPosition['account']>;
  readonly earned?: Earned;
}

export function samplePosition({ carried = 0, account, earned = {}, ...more }: Sample = {}): PartnerPosition {
  return {
    partner: samplePartner(),
    today: TODAY,
    settings: DEFAULT_SETTINGS,
    calendar: { lastRun: LAST_RUN },
    account: { carriedCents: cents(carried), lastRun: LAST_RUN, ...account },
    weeks: weeksOf(earned),
    payouts: [],
    ...more,
  };
}

export function weeksOf(earned: Earned): WeekPosition[] {
  const days = Object.entries(earned).map(([day, amount]) => ({ day: localDay(day), amount }));
  return [...Map.groupBy(days, ({ day }) => weekEndingOf(day))].map(([week, ofWeek]) => ({
    weekEnding: week,
    cents: cents(ofWeek.reduce((sum, { amount }) => sum + amount, 0)),
    centsByWeekday: Array.from({ length: 7 }, (_, weekday) =>
      cents(ofWeek.filter(({ day }) => weekdayOf(day) === weekday).reduce((sum, { amount }) => sum + amount, 0)),
    ),
    voidCents: NOTHING,
    heldCents: NOTHING,
  }));
}

export const payout = (
  state: PayoutState,
  amountCents: number,
  week: WeekEnding = weekEnding('2026-11-07'),
): PayoutPosition => ({ state, amountCents: cents(amountCents), weekEnding: week });

export const sampleClient = (change: Partial<Client> = {}): Client => ({
  id: clientId('acme'),
  owner: { name: 'Kim Client', email: 'kim@acme.example' },
  referrer: samplePartner().id,
  since: localDay('2026-10-02'),
  selfReferralDecisions: {},
  ...change,
});

/** A commission that counts, filed in the week of its earned day. */
export const posting = (earnedOn: string, amount: number, change: Partial<Posting> = {}): Posting => ({
  lineId: COMMISSION_LINE,
  partnerId: samplePartner().id,
  kind: 'commission',
  weekEnding: weekEndingOf(localDay(earnedOn)),
  earnedOn: localDay(earnedOn) as LocalDay,
  cents: cents(amount) as Cents,
  statedCents: cents(amount),
  standing: 'counts',
  ...change,
});
