/** A partner's PayPal address over time: set, confirmed, cooling down, refused. Who changes it, and what that means for payouts. */
import { addDays, daysBetween, type LocalDay, weekdayOf } from './calendar/local-day.ts';
import type { PayPalAddress } from './partner.ts';

/** `refused`: PayPal takes no payout for it until it is changed or confirmed again. */
export type PayPalAddressState = 'none' | 'unconfirmed' | 'cooling-down' | 'confirmed' | 'refused';

export interface PayPalAddressContext {
  readonly today: LocalDay;
  readonly coolingDownDays: number;
  /** The version that PayPal refused last. */
  readonly refusedVersion: number | undefined;
}

/** Capital letters make no other address; dots and tags do, since PayPal may take them for another account. */
export const isSameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * Whoever ever had a confirmed address changes it, however many were entered since: else two changes in a row would get
 * around the cooling-down. A first one that was mistyped and never confirmed may be corrected freely. By a new log-in even a
 * first one counts as changed: else whoever took the account over by its e-mail would be paid the next Friday.
 * @param isNewLogin see `isLoginNew`
 */
export function withAddress(before: PayPalAddress | undefined, address: string, isNewLogin: boolean): PayPalAddress {
  const changed = isNewLogin || (before !== undefined && (before.changed || before.confirmedOn !== undefined));
  return { address, version: (before?.version ?? 0) + 1, changed };
}

/**
 * Undefined when there is nothing to confirm. A refused address keeps the day of its first confirmation, since it is no other
 * address, and gets a new version, to which the refusal does not stick.
 * @param isNewLogin now: a first address entered before the log-in was changed may be confirmed by another after it.
 */
export function withConfirmation(
  paypal: PayPalAddress,
  today: LocalDay,
  refusedVersion: number | undefined,
  isNewLogin: boolean,
): PayPalAddress | undefined {
  if (paypal.confirmedOn === undefined) return { ...paypal, confirmedOn: today, changed: paypal.changed || isNewLogin };
  return paypal.version === refusedVersion ? { ...paypal, version: paypal.version + 1 } : undefined;
}

export function payPalAddressState(
  paypal: PayPalAddress | undefined,
  { today, coolingDownDays, refusedVersion }: PayPalAddressContext,
): PayPalAddressState {
  if (!paypal) return 'none';
  if (paypal.confirmedOn === undefined) return 'unconfirmed';
  if (paypal.version === refusedVersion) return 'refused';
  return paypal.changed && daysBetween(paypal.confirmedOn, today) < coolingDownDays ? 'cooling-down' : 'confirmed';
}

/** The first day on which the address does not cool down any more, and the Friday that pays it first. */
export function coolingDownEnd(
  confirmedOn: LocalDay,
  coolingDownDays: number,
): { readonly until: LocalDay; readonly paidFrom: LocalDay } {
  const until = addDays(confirmedOn, coolingDownDays);
  return { until, paidFrom: addDays(until, (FRIDAY - weekdayOf(until) + 7) % 7) };
}

const FRIDAY = 5;
