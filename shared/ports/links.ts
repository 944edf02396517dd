/** Links in mails: each is for one thing, once, for a while. */
import type { Instant } from '../domain/calendar/time-zone.ts';
import type { ClaimId, PartnerId } from '../domain/ids.ts';

/** What a partner who holds the link may do, and to which state of things: it is worth nothing once that state is over. */
export type PartnerLinkPurpose =
  | { readonly kind: 'confirm-paypal-address'; readonly partnerId: PartnerId; readonly addressVersion: number }
  | {
      readonly kind: 'freeze-payouts';
      readonly partnerId: PartnerId;
      /** How often operations had lifted a freeze at the time. */
      readonly freezesLifted: number;
    }
  | {
      readonly kind: 'confirm-login-email';
      readonly partnerId: PartnerId;
      readonly email: string;
      /** The log-in e-mail at the time. */
      readonly from: string;
      /** In ms of the wall clock: whoever ends all sessions afterwards ends this wish, too. */
      readonly askedAt: number;
    };

/** The client of a claim says whether it is right. */
export interface AnswerClaim {
  readonly kind: 'answer-claim';
  readonly claimId: ClaimId;
  /** The claimant. */
  readonly partnerId: PartnerId;
}

export type LinkPurpose = PartnerLinkPurpose | AnswerClaim;

export interface Link<Purpose extends LinkPurpose = LinkPurpose> {
  /** Random, never guessed: 128 bits or more. */
  readonly id: string;
  readonly purpose: Purpose;
  readonly expiresAt: Instant;
}

export interface Links {
  /** Undefined once it was used, and for one that never was. */
  find(id: string): Promise<Link | undefined>;
}

/** The text of a link in a mail: signed, so that a made-up one is refused before anything is read. */
export interface LinkTokens {
  sign(link: Pick<Link, 'id' | 'expiresAt'>): Promise<string>;
  /** The link's id; undefined for what we did not sign. `expired` is told apart: such a person needs a new mail. */
  open(token: string, now: Instant): Promise<{ readonly id: string } | 'expired' | undefined>;
}
