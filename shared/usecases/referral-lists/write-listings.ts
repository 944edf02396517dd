/** Writes a chunk's listings: from then on a sign-up with such an e-mail is credited to the list's partner. */
import { addDays, type LocalDay, later } from '../../domain/calendar/local-day.ts';
import { comparableEmail } from '../../domain/email-address.ts';
import type { PartnerId, ReferralListId } from '../../domain/ids.ts';
import { type Listing, listedAnew } from '../../domain/listed-email.ts';
import { type ListedEmail, type ListedEmails, NOT_LISTED } from '../../ports/listed-emails.ts';
import type { ListRow } from '../../ports/referral-lists.ts';
import { inParallel } from '../in-parallel.ts';

export interface ListOfADay {
  readonly partner: PartnerId;
  readonly listId: ReferralListId;
  readonly day: LocalDay;
}

/** The client of the table has 50 connections. */
const AT_ONCE = 20;
const MAX_ROUNDS = 10;
/** Billing may tell of a sign-up late: so long after the last day on which a listing counts, it is still there. */
const KEPT_DAYS = 30;

/** Others keep listing the same e-mail: the message comes back. */
export class ListedEmailBusy extends Error {
  override readonly name = 'ListedEmailBusy';
}

export async function writeListings(
  rows: readonly ListRow[],
  known: ReadonlyMap<string, ListedEmail>,
  list: ListOfADay,
  referralListDays: number,
  listed: ListedEmails,
): Promise<void> {
  await inParallel(rows, AT_ONCE, async ({ email }) => {
    const mailbox = comparableEmail(email);
    let before = known.get(mailbox) ?? NOT_LISTED;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const after = withListing(before, list, referralListDays);
      if (after === before.listings) return;
      const keepUntil = addDays(lastDayOf(after), referralListDays + KEPT_DAYS);
      if (await listed.put(mailbox, before.version, after, keepUntil)) return;
      before = (await listed.find([mailbox])).get(mailbox) ?? NOT_LISTED;
    }
    throw new ListedEmailBusy(`an e-mail of list ${list.listId} could not be written: others keep listing it`);
  });
}

/** The same array when nothing changes. What is over for long leaves the item, so that it does not grow for ever. */
function withListing({ listings }: ListedEmail, list: ListOfADay, days: number): readonly Listing[] {
  const own = listings.find(({ partner }) => partner === list.partner);
  const anew = listedAnew(own, list, days);
  if (own && JSON.stringify(own) === JSON.stringify(anew)) return listings;
  const others = listings.filter(
    ({ partner, on }) => partner !== list.partner && addDays(on, days + KEPT_DAYS) >= list.day,
  );
  return [...others, anew];
}

const lastDayOf = (listings: readonly Listing[]): LocalDay => listings.map(({ on }) => on).reduce(later);
