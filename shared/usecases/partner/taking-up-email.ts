/** What a new log-in e-mail changes in a partner's profile; the user pool is changed beside it. */
import type { MailOf } from '../../contracts/mail.ts';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import type { Instant } from '../../domain/calendar/time-zone.ts';
import { holdingFrom } from '../../domain/held-emails.ts';
import { maskedAddress } from '../../domain/masked-address.ts';
import type { Partner } from '../../domain/partner.ts';
import type { Ids } from '../../ports/ids.ts';
import type { DecidedChange } from './change-profile.ts';
import { newMail } from './new-mail.ts';

/** The old address is told. What the new mailbox owns as a client is the partner's own from today on. */
export function takingUpEmail(
  partner: Partner,
  email: string,
  by: MailOf<'login-email-changed'>['data']['by'],
  { today, now, ids }: { readonly today: LocalDay; readonly now: Instant; readonly ids: Ids },
): DecidedChange {
  const heldEmails = holdingFrom(partner.heldEmails, email, today);
  const data = { changedOn: today, newEmail: maskedAddress(email), by };
  return {
    after: { ...partner, email, heldEmails },
    action: 'partner.login-email',
    from: { email: partner.email },
    to: { email },
    mails: [newMail('login-email-changed', partner.email, data, { partnerId: partner.id, now, ids })],
    ...(heldEmails === partner.heldEmails ? {} : { refileFrom: today }),
  };
}
