/** Maturity: a client's commissions count once it has been a client for long enough, and never if it cancels before. */
import { addDays, type LocalDay, later } from './calendar/local-day.ts';
import type { Client } from './client.ts';

/** @param since the day of the client's first purchase, not of its account. */
export const maturityDay = (since: LocalDay, maturityDays: number): LocalDay => addDays(since, maturityDays);

/**
 * A cancellation before the maturity day voids all commissions of the client, later payments' too; one on that day or
 * later changes nothing. Without a known purchase there is nothing to void yet, and the first one decides.
 */
export function isVoidByCancellation(client: Pick<Client, 'since' | 'cancelledOn'>, maturityDays: number): boolean {
  if (client.since === undefined || client.cancelledOn === undefined) return false;
  return client.cancelledOn < maturityDay(client.since, maturityDays);
}

/** The day from which a commission counts: on its maturity day everything unpaid on a client is earned at once. */
export const earnedDay = (paymentDay: LocalDay, maturity: LocalDay): LocalDay => later(paymentDay, maturity);
