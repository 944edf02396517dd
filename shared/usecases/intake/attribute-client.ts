/** Finds the referrer of a client who signs up, from what the sign-up says and the partners that are known. */
import { type EventOf, MAX_HOW_HEARD_LENGTH } from '../../contracts/billing-events.ts';
import { comparableEmail, emailsIn } from '../../domain/email-address.ts';
import { namesPossiblyIn } from '../../domain/full-name.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { chooseReferrer, type ReferrerChoice } from '../../domain/referrer.ts';
import type { IntakeSnapshot } from '../../ports/intake-ledger.ts';
import type { Review } from '../../ports/reviews.ts';

/** What must be looked up to attribute a sign-up, in comparable forms. */
export function hintsOf(event: EventOf<'client-signed-up'>): { emails: string[]; names: string[] } {
  if (event.referrerId || !event.howHeard) return { emails: [], names: [] };
  const text = event.howHeard.slice(0, MAX_HOW_HEARD_LENGTH);
  return { emails: [...new Set(emailsIn(text).map(comparableEmail))], names: [...new Set(namesPossiblyIn(text))] };
}

export interface Attribution {
  readonly referrer?: PartnerId;
  /** By what the referrer was found. */
  readonly by?: Extract<ReferrerChoice, { kind: 'referred' }>['by'];
  readonly review?: Review;
}

export function attributeClient(event: EventOf<'client-signed-up'>, snapshot: IntakeSnapshot): Attribution {
  const { emails, names } = hintsOf(event);
  const choice = chooseReferrer({
    link: event.referrerId,
    howHeard: {
      partnersByEmail: emails.flatMap((email) => snapshot.partnersByEmail.get(email) ?? []),
      partnersByName: names.flatMap((name) => snapshot.partnersByName.get(name) ?? []),
    },
  });
  if (choice.kind === 'referred') return { referrer: choice.partner, by: choice.by };
  if (!event.howHeard?.trim()) return {};
  // The client named somebody whom no rule could make out: operations may.
  return {
    review: {
      kind: 'ambiguous-referrer',
      clientId: event.clientId,
      candidates: choice.kind === 'ambiguous' ? choice.candidates : [],
      howHeard: event.howHeard,
    },
  };
}
