/** Finds the referrer of a client who signs up, from what the sign-up says and the partners that are known. */
import { type EventOf, MAX_HOW_HEARD_LENGTH } from '../../contracts/billing-events.ts';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import { comparableEmail, emailsIn } from '../../domain/email-address.ts';
import { namesPossiblyIn } from '../../domain/full-name.ts';
import type { PartnerId, ReferralListId } from '../../domain/ids.ts';
import { countsOn } from '../../domain/listed-email.ts';
import { chooseReferrer, type ReferrerChoice } from '../../domain/referrer.ts';
import type { IntakeSnapshot } from '../../ports/intake-ledger.ts';
import { NOT_LISTED } from '../../ports/listed-emails.ts';
import type { Review } from '../../ports/reviews.ts';

/** What must be looked up to attribute a sign-up, in comparable forms. */
export function hintsOf(event: EventOf<'client-signed-up'>): { emails: string[]; names: string[] } {
  if (event.referrerId || !event.howHeard) return { emails: [], names: [] };
  const text = event.howHeard.slice(0, MAX_HOW_HEARD_LENGTH);
  return { emails: [...new Set(emailsIn(text).map(comparableEmail))], names: [...new Set(namesPossiblyIn(text))] };
}

/** The e-mail by which referral lists may name the client; none is asked where a link says it all. */
export const listedEmailOf = (event: EventOf<'client-signed-up'>): string | undefined =>
  event.referrerId ? undefined : comparableEmail(event.ownerEmail);

export interface ListRule {
  /** The day of a sign-up that says none itself. */
  readonly today: LocalDay;
  readonly referralListDays: number;
}

export interface Attribution {
  readonly referrer?: PartnerId;
  /** By what the referrer was found. */
  readonly by?: Extract<ReferrerChoice, { kind: 'referred' }>['by'];
  /** The list that named the client, where one did. */
  readonly listId?: ReferralListId;
  /** What the choice rests on beside the partners: it must still be so when the sign-up is written. */
  readonly listedAs?: { readonly email: string; readonly version: number };
  readonly review?: Review;
}

export function attributeClient(
  event: EventOf<'client-signed-up'>,
  snapshot: IntakeSnapshot,
  rule: ListRule,
): Attribution {
  const { emails, names } = hintsOf(event);
  const email = listedEmailOf(event);
  const { version, listings } = (email && snapshot.listed.get(email)) || NOT_LISTED;
  const day = event.accountCreatedOn ?? rule.today;
  const counting = listings.filter((listing) => countsOn(listing, day, rule.referralListDays));
  const listedAs = email === undefined ? undefined : { email, version };
  const choice = chooseReferrer({
    link: event.referrerId,
    listPartners: counting.map(({ partner }) => partner),
    howHeard: {
      partnersByEmail: emails.flatMap((email) => snapshot.partnersByEmail.get(email) ?? []),
      partnersByName: names.flatMap((name) => snapshot.partnersByName.get(name) ?? []),
    },
  });
  if (choice.kind === 'referred') {
    const { partner: referrer, by } = choice;
    const list = by === 'list' ? counting.find(({ partner }) => partner === referrer) : undefined;
    return { referrer, by, listId: list?.listId, listedAs };
  }
  const howHeard = event.howHeard?.trim() ? event.howHeard : undefined;
  if (choice.kind === 'none' && howHeard === undefined) return { listedAs };
  // The client named somebody whom no rule could make out, or several lists name the client: operations may decide.
  const candidates = choice.kind === 'ambiguous' ? choice.candidates : [];
  return { listedAs, review: { kind: 'ambiguous-referrer', clientId: event.clientId, candidates, howHeard } };
}
