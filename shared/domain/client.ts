/** A client: an account that buys the product. The facts from which its payments' commissions follow. */
import type { LocalDay } from './calendar/local-day.ts';
import type { ClientId, PartnerId } from './ids.ts';

export interface ClientOwner {
  readonly name: string;
  readonly email: string;
}

export type SelfReferralDecision = 'accepted' | 'refused';

export interface Client {
  readonly id: ClientId;
  /** Absent while only payments or a cancellation of this client are known. */
  readonly owner?: ClientOwner;
  /** The one partner credited with this client. */
  readonly referrer?: PartnerId;
  /** The day of the first purchase, $0.00 and refunded ones included. */
  readonly since?: LocalDay;
  /** The earliest day of a cancellation. */
  readonly cancelledOn?: LocalDay;
  /** Operations' word on a role e-mail, for good, by partner. */
  readonly selfReferralDecisions: Readonly<Record<string, SelfReferralDecision>>;
}
