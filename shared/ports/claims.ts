/** Claims of partners to clients, and the changes of one: everything that belongs to a change is written in one step. */
import type { Mail } from '../contracts/mail.ts';
import type { LocalDay } from '../domain/calendar/local-day.ts';
import type { Claim, ClaimBook } from '../domain/claim.ts';
import type { ClaimId, ClientId, PartnerId } from '../domain/ids.ts';
import type { AuditRecord } from './audit-trail.ts';
import type { Link } from './links.ts';
import type { OnceRecord } from './once.ts';
import type { Review } from './reviews.ts';

export interface ClaimRecord {
  readonly claim: Claim;
  readonly version: number;
}

/** A partner's book; version 0 before there is one. Every claim that opens or ends moves it. */
export interface BookRecord {
  readonly book: ClaimBook;
  readonly version: number;
}

export interface ClaimChange {
  /** Absent for a new claim. */
  readonly before?: ClaimRecord;
  readonly after: Claim;
  /** Where the claim opens or ends, as it was read and as it shall be. */
  readonly book?: { readonly before: BookRecord; readonly after: ClaimBook };
  /** Hash of what the claimant named: one open claim a name, whether there is such a client or not. */
  readonly nameHash: string;
  readonly today: LocalDay;
  readonly mails?: readonly Mail[];
  readonly newLinks?: readonly Link[];
  /** Must still be there; is gone afterwards. */
  readonly usedLink?: Link;
  readonly opensReviews?: readonly Review[];
  readonly audit: AuditRecord;
  readonly once?: OnceRecord;
}

/** What keeps a partner from claiming the same twice. */
export type ClaimGuard =
  | { readonly kind: 'open'; readonly claimId: ClaimId }
  /** Denied on that day. */
  | { readonly kind: 'denied'; readonly on: LocalDay; readonly claimId: ClaimId };

export interface ClaimsPage {
  /** A place, as a page before gave it. */
  readonly before?: string;
  readonly limit: number;
}

export interface Claims {
  find(id: ClaimId): Promise<ClaimRecord | undefined>;
  book(partner: PartnerId): Promise<BookRecord>;
  /** Of a name that this partner has claimed before. */
  guardOfName(partner: PartnerId, nameHash: string): Promise<ClaimGuard | undefined>;
  guardOfClient(partner: PartnerId, client: ClientId): Promise<ClaimGuard | undefined>;
  /** The newest first. */
  ofPartner(
    partner: PartnerId,
    page: ClaimsPage,
  ): Promise<readonly { readonly claim: Claim; readonly place: string }[]>;
  /** All claims that were ever made for a client, in the order in which they were made. */
  ofClient(client: ClientId): Promise<readonly ClaimRecord[]>;
  /** Those that are open, in the order of ids: one that is over by its day, too, until the nightly look has been. */
  open(page: { readonly after?: ClaimId; readonly limit: number }): Promise<readonly ClaimRecord[]>;
  /** False: the claim, the partner's book or the link is not what it was, or the same is claimed already. Nothing was written. */
  change(change: ClaimChange): Promise<boolean>;
}
