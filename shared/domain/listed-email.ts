/** An e-mail on referral lists: which partner named it and when, and whose word counts when its owner signs up. */
import { addDays, earlier, type LocalDay } from './calendar/local-day.ts';
import type { PartnerId, ReferralListId } from './ids.ts';

/** A partner's word about an e-mail: from the day of a list on, for so many days after the latest one. */
export interface Listing {
  readonly partner: PartnerId;
  /** The latest list that names it; of two on one day the first. */
  readonly listId: ReferralListId;
  /** The first day of lists that followed each other without a gap: news of a sign-up may come after a list was renewed. */
  readonly from: LocalDay;
  /** The day of the latest list. */
  readonly on: LocalDay;
}

/** Both ends count: on the day of the list, and on the last of the days after it. */
export const countsOn = ({ from, on }: Listing, day: LocalDay, days: number): boolean =>
  from <= day && day <= addDays(on, days);

/** What a partner's listing becomes with a list of a day. The same list again changes nothing, and an older one takes nothing back. */
export function listedAnew(
  before: Listing | undefined,
  { partner, listId, day }: { readonly partner: PartnerId; readonly listId: ReferralListId; readonly day: LocalDay },
  days: number,
): Listing {
  const anew: Listing = { partner, listId, from: day, on: day };
  if (!before || addDays(before.on, days) < day) return anew;
  if (before.on < day) return { ...anew, from: before.from };
  return addDays(day, days) < before.from ? before : { ...before, from: earlier(before.from, day) };
}
