/** Self-referral: a client whose owner is the partner earns that partner nothing. */
import type { LocalDay } from './calendar/local-day.ts';
import type { ClientOwner, SelfReferralDecision } from './client.ts';
import { comparableEmail, domainOf } from './email-address.ts';
import { isFreeMail } from './free-mail-domains.ts';
import { comparableName } from './full-name.ts';
import type { HeldEmail, Partner } from './partner.ts';

export type SelfReferralVerdict = 'none' | 'self-referral' | 'review';

/** Judged for each payment: the partner's e-mails are those held up to its day, and one once held stays theirs. */
export function judgeSelfReferral(input: {
  readonly owner: ClientOwner;
  readonly partner: Pick<Partner, 'name' | 'heldEmails'>;
  readonly paymentDay: LocalDay;
  readonly decision: SelfReferralDecision | undefined;
}): SelfReferralVerdict {
  const { owner, partner, paymentDay, decision } = input;
  const held = partner.heldEmails.filter((email) => email.from <= paymentDay);
  if (held.some((email) => comparableEmail(email.address) === comparableEmail(owner.email))) return 'self-referral';
  if (comparableName(owner.name) !== comparableName(partner.name)) return 'none';

  const domain = domainOf(owner.email);
  if (isFreeMail(domain)) return 'self-referral';
  // Operations' word is for good: an address that the partner takes up in that domain later does not undo it.
  if (decision === 'accepted') return 'none';
  if (decision === 'refused') return 'self-referral';
  return isOwnDomain(domain, held) ? 'self-referral' : 'review';
}

const isOwnDomain = (domain: string, held: readonly HeldEmail[]): boolean =>
  held.some((email) => domainOf(email.address) === domain);
