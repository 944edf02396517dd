/** A client: an account that buys the product. The facts from which its payments' commissions follow. */
import type { LocalDay } from './calendar/local-day.ts';
import type { ClaimId, ClientId, PartnerId } from './ids.ts';

export interface ClientOwner {
  readonly name: string;
  readonly email: string;
}

export type SelfReferralDecision = 'accepted' | 'refused';

/** A confirmed claim: from a day on, the client's payments are the claimant's. */
export interface ReferrerCorrection {
  readonly claimId: ClaimId;
  readonly partner: PartnerId;
  /** The first day of payments that change hands: the claim's day less the days that a claim reaches back. */
  readonly from: LocalDay;
  /** Counts the client's confirmed claims: this one closes every other that was opened before it. */
  readonly nr: number;
}

export interface Client {
  readonly id: ClientId;
  /** Absent while only payments or a cancellation of this client are known. */
  readonly owner?: ClientOwner;
  /** The partner credited at sign-up. Who is credited with a payment, `client-referrer.ts` says. */
  readonly referrer?: PartnerId;
  /** Claims that were confirmed, in the order of the decisions. @default none */
  readonly corrections?: readonly ReferrerCorrection[];
  /** How many claims were ever confirmed, those that operations took back among them. @default 0 */
  readonly confirmedClaims?: number;
  /** The day of the first purchase, $0.00 and refunded ones included. */
  readonly since?: LocalDay;
  /** The earliest day of a cancellation. */
  readonly cancelledOn?: LocalDay;
  /** Operations' word on a role e-mail, for good, by partner. */
  readonly selfReferralDecisions: Readonly<Record<string, SelfReferralDecision>>;
}
