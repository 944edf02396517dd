/** E-mails that referral lists name, by their comparable form: an item each, and a version that every write moves. */
import type { LocalDay } from '../domain/calendar/local-day.ts';
import type { Listing } from '../domain/listed-email.ts';

export interface ListedEmail {
  /** A sign-up is written only while it is the one that the sign-up was decided on; 0 where no list names the e-mail. */
  readonly version: number;
  /** One a partner. */
  readonly listings: readonly Listing[];
}

export const NOT_LISTED: ListedEmail = { version: 0, listings: [] };

export interface ListedEmails {
  /** Those that any list names. */
  find(emails: readonly string[]): Promise<ReadonlyMap<string, ListedEmail>>;
  /** False when it is not the version `before` any more, and nothing was written. @param keepUntil nobody asks for it after this day. */
  put(email: string, before: number, listings: readonly Listing[], keepUntil: LocalDay): Promise<boolean>;
}
