/** Tells a partner that their PayPal address was changed, with a link that stops everything if it was not them. */
import type { Mail, MailOf } from '../../contracts/mail.ts';
import type { Instant } from '../../domain/calendar/time-zone.ts';
import { formerEmailsToTell } from '../../domain/login-change.ts';
import type { Partner } from '../../domain/partner.ts';
import type { Link } from '../../ports/links.ts';
import { type LinkMaker, newFreezeLink } from '../links/new-link.ts';
import { mailboxes, newMail } from './new-mail.ts';

/**
 * To the mailbox that was paid, to the log-in e-mail and to those before it of late, whose owner may not be who changed it: each
 * with a link of its own. An address that never was confirmed may be a stranger's, mistyped: a stranger is given no such link.
 */
export async function noticesOf(
  partner: Partner,
  what: Omit<MailOf<'paypal-address-changed'>['data'], 'freezeLink'>,
  now: Instant,
  maker: LinkMaker,
): Promise<{ readonly mail: Mail; readonly link: Link }[]> {
  const { id, paypal, email } = partner;
  const former = formerEmailsToTell(partner, what.changedOn).map(({ address }) => address);
  const paid = paypal?.confirmedOn === undefined ? undefined : paypal.address;
  return Promise.all(
    mailboxes([paid, email, ...former]).map(async (to) => {
      const { link, url } = await newFreezeLink(partner, now, maker);
      const data = { ...what, freezeLink: url };
      return { link, mail: newMail('paypal-address-changed', to, data, { partnerId: id, now, ids: maker.ids }) };
    }),
  );
}
