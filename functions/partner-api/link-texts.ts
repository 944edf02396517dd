/** What the pages of links say: in plain words, to whoever has the mail. */
import type { LinkOver } from '../../shared/usecases/links/judge-link.ts';
import type { LinkView } from '../../shared/usecases/links/link-view.ts';
import type { PageText } from './page-text.ts';

const IF_NOT_YOU = 'If you know nothing of it, close this page: without the button nothing happens.';

export function questionText({ kind, address = '', paidFrom }: LinkView): PageText {
  switch (kind) {
    case 'confirm-paypal-address':
      return {
        title: 'Confirm your PayPal address',
        paragraphs: [
          `With the button you confirm that ${address} is the PayPal address of your partner account. Your payouts go there.`,
          ...(paidFrom ? [`Since the address was changed, it is paid from Friday ${paidFrom} on.`] : []),
          IF_NOT_YOU,
        ],
        buttons: [{ label: 'Confirm this address' }],
      };
    case 'freeze-payouts':
      return {
        title: 'Freeze your payouts',
        paragraphs: [
          'With the button you stop all payouts of your partner account. Do it if somebody else changed your PayPal address or your log-in.',
          'Nothing is lost: your balance waits. Only our operations lift it, once they have spoken with you.',
        ],
        buttons: [{ label: 'Freeze my payouts' }],
      };
    case 'confirm-login-email':
      return {
        title: 'Confirm your log-in e-mail',
        paragraphs: [
          `With the button ${address} becomes the e-mail that you sign in with. The old one is told and works no more.`,
          IF_NOT_YOU,
        ],
        buttons: [{ label: 'Sign in with this e-mail from now on' }],
      };
  }
}

export function doneText({ kind, address = '', paidFrom }: LinkView): PageText {
  switch (kind) {
    case 'confirm-paypal-address': {
      const when = paidFrom ? ` It is paid from Friday ${paidFrom} on; until then your balance waits.` : '';
      return { title: 'Your PayPal address is confirmed', paragraphs: [`Your payouts go to ${address}.${when}`] };
    }
    case 'freeze-payouts':
      return {
        title: 'Your payouts are frozen',
        paragraphs: [
          'Nothing is paid until our operations have spoken with you. Your balance waits.',
          'Now change your password, and answer the mail that you have from us.',
        ],
      };
    case 'confirm-login-email':
      return { title: 'Your log-in e-mail is changed', paragraphs: [`From now on you sign in with ${address}.`] };
  }
}

const NEW_MAIL = 'The Partner Center mails you another one when you ask for it.';

const OVER: Readonly<Record<LinkOver, PageText>> = {
  used: { title: 'This link was used', paragraphs: ['Each link works once. There is nothing more to do here.'] },
  expired: { title: 'This link is too old', paragraphs: ['It worked for a time, and nothing was changed.', NEW_MAIL] },
  'address-moved': {
    title: 'This link is over',
    paragraphs: ['The PayPal address that it was for was changed or confirmed since. Nothing was changed here.'],
  },
  'address-confirmed': {
    title: 'This address is confirmed already',
    paragraphs: ['There is nothing more to do here.'],
  },
  'frozen-already': {
    title: 'Your payouts are frozen already',
    paragraphs: ['Nothing is paid until our operations have spoken with you. There is nothing more to do here.'],
  },
  'freeze-lifted': {
    title: 'This link is over',
    paragraphs: [
      'Since it was mailed your payouts were frozen and our operations lifted it. Nothing was changed here. If something is wrong again, freeze them in the Partner Center or answer the mail.',
    ],
  },
  'wish-over': {
    title: 'This link is over',
    paragraphs: [
      'Since it was mailed the log-in e-mail was changed, or all sessions of the account were ended. Nothing was changed here.',
    ],
  },
  'email-taken': {
    title: 'Somebody signs in with this e-mail already',
    paragraphs: ['An e-mail is the log-in of one account. Nothing was changed here.'],
  },
};

export const overText = (why: LinkOver): PageText => OVER[why];

export const BUSY: PageText = {
  title: 'Not now',
  paragraphs: ['Somebody else changes this account at the moment, and nothing was done. Try again.'],
  buttons: [{ label: 'Try again' }],
};
