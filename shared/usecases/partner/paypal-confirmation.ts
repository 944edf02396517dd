/** The mail with the link that confirms a PayPal address, and how many of them a partner may set off. */
import { MAX_CONFIRMATION_MAILS } from '../../contracts/api/paypal-address.ts';
import type { Mail } from '../../contracts/mail.ts';
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { PayPalAddress } from '../../domain/partner.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { Link } from '../../ports/links.ts';
import { CONFIRMATION_HOURS, type LinkMaker, newLink } from '../links/new-link.ts';
import { countRecent } from './count-recent.ts';
import { newMail } from './new-mail.ts';

export const ADDRESS_CHANGED = 'partner.paypal-address';
export const CONFIRMATION_MAILED = 'partner.paypal-confirmation';
const MAILS_ONE: ReadonlySet<string> = new Set([ADDRESS_CHANGED, CONFIRMATION_MAILED]);

/** Whoever enters a stranger's address must not fill their mailbox. */
export async function mayMailConfirmation(
  partnerId: PartnerId,
  now: Instant,
  { audit }: { readonly audit: Pick<AuditTrail, 'read'> },
): Promise<boolean> {
  return (await countRecent(partnerId, MAILS_ONE, now, MAX_CONFIRMATION_MAILS, audit)) < MAX_CONFIRMATION_MAILS;
}

export async function confirmationMail(
  partnerId: PartnerId,
  paypal: PayPalAddress,
  now: Instant,
  timeZone: string,
  maker: LinkMaker,
): Promise<{ readonly link: Link; readonly mail: Mail }> {
  const purpose = { kind: 'confirm-paypal-address', partnerId, addressVersion: paypal.version } as const;
  const { link, url } = await newLink(purpose, now, CONFIRMATION_HOURS, maker);
  const data = { link: url, expiresOn: localDayOf(link.expiresAt, timeZone) };
  const mail = newMail('paypal-address-confirmation', paypal.address, data, { partnerId, now, ids: maker.ids });
  return { link, mail };
}
