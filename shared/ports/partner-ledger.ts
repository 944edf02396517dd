/** Partners as the Partner Center and operations change them: everything that belongs to one change is written in one step. */

import type { Mail } from '../contracts/mail.ts';
import type { LocalDay } from '../domain/calendar/local-day.ts';
import type { PartnerId } from '../domain/ids.ts';
import type { Partner } from '../domain/partner.ts';
import type { ProgramSettings } from '../domain/program-settings.ts';
import type { AuditRecord } from './audit-trail.ts';
import type { Link } from './links.ts';
import type { OnceRecord } from './once.ts';
import type { Review } from './reviews.ts';

export interface PartnerRecord {
  readonly partner: Partner;
  /** Moves with each change of the profile: an ETag, and the condition of every write. */
  readonly version: number;
}

export interface PartnerChange {
  readonly before: PartnerRecord;
  readonly after: Partner;
  readonly audit: AuditRecord;
  readonly mails?: readonly Mail[];
  readonly newLinks?: readonly Link[];
  /** Must still be there; is gone afterwards. */
  readonly usedLink?: Link;
  readonly opensReviews?: readonly Review[];
  /** Must still be open; is gone afterwards. */
  readonly closesReview?: Review;
  /** What payments of this day and later earn may have changed (a rate, an e-mail): they are filed anew. */
  readonly refileFrom?: LocalDay;
  readonly once?: OnceRecord;
}

export interface NewPartner {
  readonly partner: Partner;
  readonly audit: AuditRecord;
  readonly once?: OnceRecord;
}

export interface PartnerLedger {
  settings(): Promise<ProgramSettings>;
  find(partner: PartnerId): Promise<PartnerRecord | undefined>;
  findMany(partners: readonly PartnerId[]): Promise<readonly PartnerRecord[]>;
  /** In the order of ids. */
  list(page: { readonly after?: PartnerId; readonly limit: number }): Promise<readonly PartnerId[]>;
  /** Those who hold or held an e-mail address, confirmed or only entered; in its comparable form. */
  holdersOf(email: string): Promise<readonly PartnerId[]>;
  /** Those of a full name, in its comparable form. */
  named(name: string): Promise<readonly PartnerId[]>;
  /** False: the partner, the link or the review is not what it was any more, and nothing was written. */
  change(change: PartnerChange): Promise<boolean>;
  /** False when there is such a partner already. */
  create(partner: NewPartner): Promise<boolean>;
  /** Somebody looked, and nothing else changes. False when it is not open any more. */
  closeReview(review: Review, audit: AuditRecord, once: OnceRecord): Promise<boolean>;
}
