/** Tells a partner that their PayPal address was changed, with a link that stops everything if it was not them. */
import type { Mail, MailOf } from '../../contracts/mail.ts';
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { Partner } from '../../domain/partner.ts';
import type { Link } from '../../ports/links.ts';
import { FREEZE_HOURS, type LinkMaker, newLink } from '../links/new-link.ts';
import { mailboxes, newMail } from './new-mail.ts';

/**
 * To the mailbox that was paid and to the log-in e-mail, each with a link of its own. An address that never was confirmed may be
 * a stranger's, mistyped: a stranger is given no such link.
 */
export async function noticesOf(
  { id, paypal, email }: Partner,
  what: Omit<MailOf<'paypal-address-changed'>['data'], 'freezeLink'>,
  now: Instant,
  maker: LinkMaker,
): Promise<{ readonly mail: Mail; readonly link: Link }[]> {
  const paid = paypal?.confirmedOn === undefined ? undefined : paypal.address;
  return Promise.all(
    mailboxes([paid, email]).map(async (to) => {
      const { link, url } = await newLink({ kind: 'freeze-payouts', partnerId: id }, now, FREEZE_HOURS, maker);
      const data = { ...what, freezeLink: url };
      return { link, mail: newMail('paypal-address-changed', to, data, { partnerId: id, now, ids: maker.ids }) };
    }),
  );
}
