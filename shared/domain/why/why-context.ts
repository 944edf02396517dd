/** What every sentence is told from: whose cents they are, what is known today, and what follows from it. */
import { daysBetween, type LocalDay } from '../calendar/local-day.ts';
import type { Forecast } from '../forecast.ts';
import { type Cents, toDollars } from '../money/cents.ts';
import type { PartnerPosition } from './partner-position.ts';

export interface WhyContext {
  readonly position: PartnerPosition;
  readonly forecast: Forecast;
  /** The partner's, of weeks that runs have decided about: a client's share of it waits for the whole. */
  readonly balanceCents: Cents;
  /** Absent when all of the partner's cents are told of. */
  readonly client?: { readonly name: string; readonly since?: LocalDay };
}

/** `$39.50`, or `$39.50 from Acme`. */
export const amountWords = (cents: Cents, { client }: WhyContext): string =>
  client ? `${toDollars(cents)} from ${client.name}` : toDollars(cents);

/** A client whose first purchase is dated ahead has been one for `0 days`. */
export const daysAsClient = (since: LocalDay, today: LocalDay): string =>
  daysWords(Math.max(0, daysBetween(since, today)));

export const daysWords = (count: number): string => (count === 1 ? '1 day' : `${count} days`);
