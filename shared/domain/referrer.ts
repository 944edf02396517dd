/** Who is credited with a client at sign-up: the link, else a referral list, else the *how did you hear about us* answer. */
import type { PartnerId } from './ids.ts';

export type ReferrerChoice =
  | {
      readonly kind: 'referred';
      readonly partner: PartnerId;
      readonly by: 'link' | 'list' | 'how-heard-email' | 'how-heard-name';
    }
  | { readonly kind: 'none' }
  /** Nobody is credited: operations see the candidates in a review list. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly PartnerId[] };

export interface ReferrerEvidence {
  /** From the referral link or the partner id given at sign-up. */
  readonly link?: PartnerId | undefined;
  /** Partners whose referral lists name the client's e-mail. */
  readonly listPartners: readonly PartnerId[];
  /** Partners whose e-mail or full name stands in the answer; one found twice counts once. */
  readonly howHeard: { readonly partnersByEmail: readonly PartnerId[]; readonly partnersByName: readonly PartnerId[] };
}

export function chooseReferrer({ link, listPartners, howHeard }: ReferrerEvidence): ReferrerChoice {
  if (link !== undefined) return { kind: 'referred', partner: link, by: 'link' };
  // Words are looked at only where no list names the client: two lists are not settled by what the client says.
  if (listPartners.length > 0) return theOnly(listPartners, 'list');
  // Names are looked at only where no e-mail matches: two e-mails are not settled by one name.
  return howHeard.partnersByEmail.length > 0
    ? theOnly(howHeard.partnersByEmail, 'how-heard-email')
    : theOnly(howHeard.partnersByName, 'how-heard-name');
}

function theOnly(found: readonly PartnerId[], by: 'list' | 'how-heard-email' | 'how-heard-name'): ReferrerChoice {
  const candidates = [...new Set(found)].sort();
  const [partner] = candidates;
  if (partner === undefined) return { kind: 'none' };
  return candidates.length === 1 ? { kind: 'referred', partner, by } : { kind: 'ambiguous', candidates };
}
