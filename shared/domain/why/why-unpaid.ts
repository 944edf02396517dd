/** Why a partner's cents are not paid: the amounts of the reasons add up to everything earned and unearned, less paid. */
import { forecastPayouts } from '../forecast.ts';
import { add, type Cents } from '../money/cents.ts';
import { openWeekAsides } from './aside-sentences.ts';
import { decidedThrough, type PartnerPosition, unfoldedWeeks } from './partner-position.ts';
import type { Aside, Reason } from './reason.ts';
import { unpaidCentsOf, unpaidParts } from './unpaid-parts.ts';
import { unpaidReasons } from './unpaid-reasons.ts';

export interface Why {
  /** The sum of the reasons' amounts. */
  readonly unpaidCents: Cents;
  readonly reasons: readonly Reason[];
  /** Void and held amounts of weeks that no run has decided about. Earlier ones are told client by client. */
  readonly asides: readonly Aside[];
}

export function whyUnpaid(position: PartnerPosition): Why {
  const parts = unpaidParts(position);
  const forecast = forecastPayouts(position);
  return {
    unpaidCents: unpaidCentsOf(parts),
    reasons: unpaidReasons(parts, { position, forecast, balanceCents: parts.balanceCents }),
    asides: asidesOf(position),
  };
}

function asidesOf(position: PartnerPosition): Aside[] {
  const decided = decidedThrough(position);
  const open = unfoldedWeeks(position).filter(({ weekEnding }) => decided === undefined || weekEnding > decided);
  return openWeekAsides(add(...open.map(({ voidCents }) => voidCents)), add(...open.map(({ heldCents }) => heldCents)));
}
