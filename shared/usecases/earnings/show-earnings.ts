/** The earnings page: sums of what the ledger keeps by week, and the forecast of the coming Fridays. */
import type * as z from 'zod';
import type { getEarnings } from '../../contracts/api/earnings.ts';
import { addDays, type LocalDay } from '../../domain/calendar/local-day.ts';
import type { Instant } from '../../domain/calendar/time-zone.ts';
import { runFridayOf, type WeekEnding, weekEndingOf } from '../../domain/calendar/week.ts';
import { type Forecast, forecastPayouts, nextPayout } from '../../domain/forecast.ts';
import type { HoldReason } from '../../domain/hold-reason.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { add, type Cents, NOTHING } from '../../domain/money/cents.ts';
import { moneyPlaceOf } from '../../domain/payout-state.ts';
import { holdAction, holdClause } from '../../domain/why/hold-sentences.ts';
import type { PartnerPosition } from '../../domain/why/partner-position.ts';
import { paidCentsOf, type UnpaidParts, unpaidParts } from '../../domain/why/unpaid-parts.ts';
import type { EarningsLedger, WeekTotals } from '../../ports/earnings-ledger.ts';
import type { Payout } from '../../ports/payout.ts';
import { partnerPosition } from './partner-position.ts';

type Shown = z.input<(typeof getEarnings)['answer']['body']>;

const WEEKS_SHOWN = 52;
const DAYS_PER_WEEK = 7;

/** Undefined when there is no such partner. */
export async function showEarnings(
  partner: PartnerId,
  now: Instant,
  ledger: EarningsLedger,
): Promise<Shown | undefined> {
  const [known, payouts] = await Promise.all([
    partnerPosition(partner, now, ledger, weekBeforeShown),
    ledger.payouts(partner, { limit: WEEKS_SHOWN }),
  ]);
  if (!known) return undefined;
  const { position, foldedCents, weeks } = known;
  const { today } = position;
  const parts = unpaidParts(position);
  const thisWeek = weekEndingOf(today);
  const sentTo = (place: string): Cents =>
    add(...parts.sent.filter(({ payout }) => moneyPlaceOf(payout.state) === place).map(({ cents }) => cents));
  const earned = add(...parts.earned.map(({ cents }) => cents));
  return {
    today,
    balanceCents: add(parts.balanceCents, earned),
    inFlightCents: sentTo('in-flight'),
    withOperationsCents: sentTo('with-operations'),
    maturingCents: add(...parts.ahead.map(({ cents }) => cents)),
    paidCents: paidCentsOf(foldedCents, position),
    earnedThisWeekCents: parts.earned.find(({ weekEnding }) => weekEnding === thisWeek)?.cents ?? NOTHING,
    nextPayout: shownNextPayout(forecastPayouts(position), position),
    maturing: parts.ahead.map(({ weekEnding, cents }) => ({ weekEnding, friday: runFridayOf(weekEnding), cents })),
    weeks: weeksOf(weeks, payouts, parts, weekBeforeShown(today)),
  };
}

/** Every week after it is shown. */
const weekBeforeShown = (today: LocalDay): WeekEnding =>
  addDays(weekEndingOf(today), -WEEKS_SHOWN * DAYS_PER_WEEK) as WeekEnding;

/** The clause is the end of a sentence about the balance. */
function shownNextPayout(forecast: Forecast, position: PartnerPosition): Shown['nextPayout'] {
  const next = nextPayout(forecast);
  if (next.kind === 'expected') return { kind: 'expected', on: next.on, amountCents: next.amountCents };
  return { kind: 'held', reasons: next.reasons.map((code) => shownReason(code, forecast, position)) };
}

function shownReason(code: HoldReason, { fridays }: Forecast, position: PartnerPosition) {
  const on = fridays.find(({ decision }) => decision.kind === 'carry' && decision.reasons.includes(code)) ?? fridays[0];
  if (!on) throw new Error('a forecast has at least one Friday');
  const sentence = `Your balance is not paid on Friday ${on.friday}: ${holdClause(code, position, on)}.`;
  return { code, sentence, action: holdAction(code, position, on) };
}

/** Weeks in which nothing was earned or paid are left out: a chart draws them as gaps of nothing. */
function weeksOf(
  totals: readonly WeekTotals[],
  payouts: readonly Payout[],
  { ahead }: UnpaidParts,
  after: WeekEnding,
): Shown['weeks'] {
  const isShown = ({ weekEnding }: { readonly weekEnding: WeekEnding }): boolean => weekEnding > after;
  const paid = new Map(
    payouts
      .filter((payout) => isShown(payout) && moneyPlaceOf(payout.state) === 'paid')
      .map(({ weekEnding, amountCents }) => [weekEnding, amountCents]),
  );
  const filed = new Map(totals.filter(isShown).map(({ weekEnding, cents }) => [weekEnding, cents]));
  const still = new Map(ahead.map(({ weekEnding, cents }) => [weekEnding, cents]));
  return [...new Set([...filed.keys(), ...paid.keys()])].sort().map((weekEnding) => {
    const aheadCents = still.get(weekEnding) ?? NOTHING;
    const earnedCents = ((filed.get(weekEnding) ?? 0) - aheadCents) as Cents;
    return { weekEnding, earnedCents, aheadCents, paidCents: paid.get(weekEnding) ?? NOTHING };
  });
}
