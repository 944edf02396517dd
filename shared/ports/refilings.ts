/** Partners whose change (a rate, an e-mail) has not reached all payments of their clients yet. */
import type { LocalDay } from '../domain/calendar/local-day.ts';
import type { Instant } from '../domain/calendar/time-zone.ts';
import type { PartnerId } from '../domain/ids.ts';

export interface OpenRefiling {
  readonly partnerId: PartnerId;
  /** Payments of this day and later may earn otherwise now. */
  readonly from: LocalDay;
  readonly changedAt: Instant;
}

export interface Refilings {
  open(): Promise<readonly OpenRefiling[]>;
  /** Of this change only: one made since then is a refiling of its own. */
  end(refiling: OpenRefiling): Promise<void>;
}
