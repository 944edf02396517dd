/** Where a partner's payouts go. A change asks for the password and for a click in a mail, and then for time. */
import * as z from 'zod';
import { MAX_HELD_EMAILS } from '../../domain/held-emails.ts';
import { emailSchema } from '../values.ts';
import { endpoint } from './endpoint.ts';
import { settingsOut } from './settings.ts';

/** In 24 hours. More than somebody needs who mistypes, less than a stranger minds who is mistyped. */
export const MAX_CONFIRMATION_MAILS = 5;

const TOO_MANY = `${MAX_CONFIRMATION_MAILS} confirmations were mailed within 24 hours`;

export const changePayPalAddress = endpoint({
  operationId: 'changePayPalAddress',
  method: 'PUT',
  path: '/me/paypal-address',
  access: 'partner',
  summary: 'Sets or changes the PayPal address',
  description: [
    'Needs the password checked within the five minutes before, in this session: `POST /me/password-check`.',
    'The new address is mailed a link that confirms it, good for 48 hours. The old address, where it was confirmed, and the log-in e-mail are mailed a link that freezes all payouts, good for 30 days. Neither address is paid until the new one is confirmed and, unless it is your first, has cooled down (7 days by default): your balance waits.',
    'The same address again mails its confirmation again where one is needed.',
  ].join('\n\n'),
  etag: 'required',
  body: z.strictObject({ address: emailSchema }),
  answer: { status: 200, description: 'The settings as they are now', body: settingsOut },
  refusals: {
    403: "The problem's type is `password-check-needed`: check the password first",
    409: `You have held ${MAX_HELD_EMAILS} addresses, log-in e-mails among them: get in touch with operations`,
    429: TOO_MANY,
  },
});

export const resendPayPalConfirmation = endpoint({
  operationId: 'resendPayPalConfirmation',
  method: 'POST',
  path: '/me/paypal-address/confirmation',
  access: 'partner',
  summary: 'Mails the confirmation of the PayPal address again',
  description:
    'Also for an address that PayPal refused: once it is confirmed again, the next run tries it again. The links mailed before stay good until one of them is used.',
  answer: { status: 204, description: 'The mail is on its way' },
  refusals: { 409: 'There is no address, or it is confirmed and PayPal takes it', 429: TOO_MANY },
});
