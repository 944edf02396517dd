/**
 * What the coming Fridays do for one partner, each decided by the rules that its run will decide by: as known today, without
 * further news, and with what was planned before paid by then. Caps are left out: they are looked at over all partners.
 */
import type { LocalDay } from './calendar/local-day.ts';
import { runFridayOf, type WeekEnding } from './calendar/week.ts';
import { HOLD_REASONS, type HoldReason, holdReasons } from './hold-reason.ts';
import { add, type Cents, NOTHING } from './money/cents.ts';
import { type ComingRun, comingRuns } from './why/coming-runs.ts';
import { type PartnerPosition, payoutInFlight, unfoldedWeeks } from './why/partner-position.ts';

export interface ForecastFriday extends ComingRun {
  /** What the run takes into the balance, negative where more was refunded than earned. */
  readonly earnedCents: Cents;
  /** Before the run decides. */
  readonly balanceCents: Cents;
  readonly decision:
    | { readonly kind: 'pay'; readonly amountCents: Cents }
    | { readonly kind: 'carry'; readonly reasons: readonly HoldReason[] };
}

export type PayingFriday = ForecastFriday & { readonly decision: { readonly kind: 'pay' } };

export interface Forecast {
  /** One after the other; at least one. */
  readonly fridays: readonly ForecastFriday[];
}

export type NextPayout =
  | { readonly kind: 'expected'; readonly on: LocalDay; readonly amountCents: Cents }
  /** Nothing that is known today leads to a payout: every reason that stands in the way on one of the Fridays. */
  | { readonly kind: 'held'; readonly reasons: readonly HoldReason[] };

/**
 * Goes on until every week with totals is taken in and no cooling-down is left. From then on nothing known today changes a
 * decision: tax answers that stop counting later can only hold back what is held back already.
 * @param atLeastThrough a week that must be taken in, too.
 */
export function forecastPayouts(position: PartnerPosition, atLeastThrough?: WeekEnding): Forecast {
  const { partner, settings, account } = position;
  const weeks = unfoldedWeeks(position);
  const fridays: ForecastFriday[] = [];
  let carried = account.carriedCents;
  let place = 0;
  for (const run of comingRuns(position)) {
    let earnedCents = NOTHING;
    for (let week = weeks[place]; week && week.weekEnding <= run.weekEnding; week = weeks[place]) {
      earnedCents = add(earnedCents, week.cents);
      place += 1;
    }
    const balanceCents = add(carried, earnedCents);
    const reasons = holdReasons(partner, balanceCents, {
      runFriday: runFridayOf(run.weekEnding),
      settings,
      payoutInFlight: waitsForPayout(position, run),
      refusedPaypalVersion: account.refusedPaypalVersion,
    });
    const isPaid = reasons.length === 0;
    fridays.push({
      ...run,
      earnedCents,
      balanceCents,
      decision: isPaid ? { kind: 'pay', amountCents: balanceCents } : { kind: 'carry', reasons },
    });
    carried = isPaid ? NOTHING : balanceCents;
    const reached = atLeastThrough === undefined || run.weekEnding >= atLeastThrough;
    if (reached && place === weeks.length && !reasons.includes('paypal-address-cooling-down')) break;
  }
  return { fridays };
}

/** Unclaimed and blocked payouts wait for somebody. What is only planned holds back no more than a run of today. */
function waitsForPayout(position: PartnerPosition, { friday }: ComingRun): boolean {
  const payout = payoutInFlight(position);
  if (payout?.state !== 'planned') return payout !== undefined;
  // A held run is released or refused before the next one decides: either way its payouts are not in flight then.
  return friday <= position.today && payout.weekEnding !== position.calendar.held;
}

export const pays = (friday: ForecastFriday): friday is PayingFriday => friday.decision.kind === 'pay';

export function nextPayout({ fridays }: Forecast): NextPayout {
  const paying = fridays.find(pays);
  if (paying) return { kind: 'expected', on: paying.friday, amountCents: paying.decision.amountCents };
  const told = new Set(fridays.flatMap(({ decision }) => (decision.kind === 'carry' ? decision.reasons : [])));
  return { kind: 'held', reasons: HOLD_REASONS.filter((reason) => told.has(reason)) };
}
