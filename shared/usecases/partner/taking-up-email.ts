/** What a new log-in e-mail changes in a partner's profile; the user pool is changed beside it. */
import type { MailOf } from '../../contracts/mail.ts';
import type { LocalDay } from '../../domain/calendar/local-day.ts';
import type { Instant } from '../../domain/calendar/time-zone.ts';
import { holdingFrom } from '../../domain/held-emails.ts';
import { withFormerEmail } from '../../domain/login-change.ts';
import { maskedAddress } from '../../domain/masked-address.ts';
import type { Partner } from '../../domain/partner.ts';
import { type LinkMaker, newFreezeLink } from '../links/new-link.ts';
import type { DecidedChange } from './change-profile.ts';
import { newMail } from './new-mail.ts';

/**
 * The old address is told, with a link that freezes payouts: its owner may have lost the account just now. What the new mailbox
 * owns as a client is the partner's own from today on.
 */
export async function takingUpEmail(
  partner: Partner,
  email: string,
  by: MailOf<'login-email-changed'>['data']['by'],
  { today, now }: { readonly today: LocalDay; readonly now: Instant },
  maker: LinkMaker,
): Promise<DecidedChange> {
  const heldEmails = holdingFrom(partner.heldEmails, email, today);
  const { link, url } = await newFreezeLink(partner, now, maker);
  const data = { changedOn: today, newEmail: maskedAddress(email), by, freezeLink: url };
  const occasion = { partnerId: partner.id, now, ids: maker.ids };
  return {
    after: { ...partner, email, heldEmails, loginChangedOn: today, formerEmails: withFormerEmail(partner, today) },
    action: 'partner.login-email',
    from: { email: partner.email },
    to: { email },
    mails: [newMail('login-email-changed', partner.email, data, occasion)],
    newLinks: [link],
    ...(heldEmails === partner.heldEmails ? {} : { refileFrom: today }),
  };
}
