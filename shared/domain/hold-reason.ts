/** The named reasons that hold a payout back. None loses money: the first run without a reason pays the whole balance. */
import { daysBetween, type LocalDay } from './calendar/local-day.ts';
import { type Cents, cents } from './money/cents.ts';
import type { Partner, PayPalAddress } from './partner.ts';
import type { ProgramSettings } from './program-settings.ts';
import { taxHold } from './tax-standing.ts';

/** In the order in which the partner sees them. */
export const HOLD_REASONS = [
  'below-threshold',
  'no-paypal-address',
  'paypal-address-unconfirmed',
  'paypal-address-cooling-down',
  'tax-questionnaire-missing',
  'on-hold',
  'paypal-address-refused',
  'payout-in-flight',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** What a run knows beside the partner and the balance. */
export interface PayoutContext {
  /** Dates are compared with it; states are taken as they are when the run decides. */
  readonly runFriday: LocalDay;
  readonly settings: ProgramSettings;
  /** An earlier payout is neither paid nor proven not paid. */
  readonly payoutInFlight: boolean;
  /** The version of the PayPal address that PayPal refused last. */
  readonly refusedPaypalVersion: number | undefined;
}

/** All that apply, in the order of `HOLD_REASONS`. */
export function holdReasons(partner: Partner, balance: Cents, context: PayoutContext): HoldReason[] {
  const { paypal } = partner;
  const tax = taxHold(partner, context.runFriday);
  const applies: Readonly<Record<HoldReason, boolean>> = {
    'below-threshold': isBelowThreshold(partner, balance, context.settings),
    'no-paypal-address': paypal === undefined,
    'paypal-address-unconfirmed': paypal !== undefined && paypal.confirmedOn === undefined,
    'paypal-address-cooling-down': paypal !== undefined && isCoolingDown(paypal, context),
    'tax-questionnaire-missing': tax === 'questionnaire-missing',
    'on-hold': partner.hold !== undefined || partner.frozen === true || tax === 'review',
    'paypal-address-refused': paypal !== undefined && paypal.version === context.refusedPaypalVersion,
    'payout-in-flight': context.payoutInFlight,
  };
  return HOLD_REASONS.filter((reason) => applies[reason]);
}

/** The partner's own threshold may be higher than the program's, never lower. */
export const thresholdOf = (partner: Partner, settings: ProgramSettings): Cents =>
  cents(Math.max(settings.thresholdCents, partner.thresholdCents ?? 0));

/** Nothing owed is below any threshold. */
function isBelowThreshold(partner: Partner, balance: Cents, settings: ProgramSettings): boolean {
  return balance <= 0 || balance < thresholdOf(partner, settings);
}

/** The first address never cools down. */
function isCoolingDown(paypal: PayPalAddress, { runFriday, settings }: PayoutContext): boolean {
  if (!paypal.changed || paypal.confirmedOn === undefined) return false;
  return daysBetween(paypal.confirmedOn, runFriday) < settings.coolingDownDays;
}
