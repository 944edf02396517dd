/** What waits for a person of operations: each kind with what is needed to decide it. */
import type { LocalDay } from '../domain/calendar/local-day.ts';
import type { ClientId, PartnerId } from '../domain/ids.ts';

export type Review =
  /** A sign-up whose referrer no rule could name. */
  | {
      readonly kind: 'ambiguous-referrer';
      readonly clientId: ClientId;
      readonly candidates: readonly PartnerId[];
      /** Absent where only referral lists name the candidates. */
      readonly howHeard?: string;
    }
  /** Same full name, a business address: the client's commissions wait for a decision. */
  | { readonly kind: 'self-referral'; readonly clientId: ClientId; readonly partnerId: PartnerId }
  /** A partner took up a PayPal address that others use, too. */
  | { readonly kind: 'shared-address'; readonly partnerId: PartnerId; readonly others: readonly PartnerId[] }
  | { readonly kind: 'us-source-income'; readonly partnerId: PartnerId; readonly answeredOn: LocalDay }
  /** Clients deny this partner's claims again and again. */
  | {
      readonly kind: 'denied-claims';
      readonly partnerId: PartnerId;
      readonly denied: number;
      readonly lastOn: LocalDay;
    }
  /** A move from abroad to the United States. */
  | { readonly kind: 'moved-to-us'; readonly partnerId: PartnerId; readonly from: string };

export type ReviewKind = Review['kind'];

export interface Reviews {
  /** By kind, in the order of ids. */
  list(
    kind: ReviewKind,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<readonly { readonly review: Review; readonly id: string }[]>;
  find(kind: ReviewKind, id: string): Promise<Review | undefined>;
}
