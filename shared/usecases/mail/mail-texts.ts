/** What each kind of mail says: short, in plain words, and always what to do when it was not them. */
import type { Mail, MailedSetting, MailOf } from '../../contracts/mail.ts';
import { toDollars } from '../../domain/money/cents.ts';

export interface MailText {
  readonly subject: string;
  /** A link stands in a paragraph of its own, as the address that it is: nobody has to trust a label. */
  readonly paragraphs: readonly (string | { readonly link: string })[];
}

const NOT_YOU = 'If it was not you, change your password and answer this mail.';
const THEN_ANSWER = 'Then answer this mail.';
const ANSWER = 'If you did not ask for it, answer this mail.';
const FREEZE = 'If it was not you, freeze your payouts now: open this link and press the button.';
const CHOOSE_PASSWORD =
  'choose "forgotten password" on the sign-in page of the Partner Center. You are sent a code, and with it you choose a password.';

export function mailText(mail: Mail): MailText {
  switch (mail.kind) {
    case 'paypal-address-confirmation':
      return {
        subject: 'Please confirm your PayPal address',
        paragraphs: [
          'This address was entered as the PayPal address of a partner account. To confirm it, open this link and press the button:',
          { link: mail.data.link },
          onceUntil(mail.data.expiresOn),
          'If you know nothing of it, do nothing: without a confirmation nothing is paid to this address.',
        ],
      };
    case 'paypal-address-changed':
      return {
        subject: 'Your PayPal address was changed',
        paragraphs: [
          `On ${mail.data.changedOn} the PayPal address of your partner account was changed to ${mail.data.newAddress}.`,
          `If it was you, there is nothing to do here. Nothing is paid, neither to the old address nor to the new one, until the new one is confirmed${daysAfter(mail.data.coolingDownDays)}. Your balance waits.`,
          FREEZE,
          { link: mail.data.freezeLink },
          'Then change your password and answer this mail.',
        ],
      };
    case 'login-email-confirmation':
      return {
        subject: 'Please confirm your log-in e-mail',
        paragraphs: [
          'This address was entered as the log-in e-mail of a partner account. To confirm it, open this link and press the button:',
          { link: mail.data.link },
          `${onceUntil(mail.data.expiresOn)} Until it is confirmed, the account keeps its old log-in e-mail.`,
          'If you know nothing of it, do nothing.',
        ],
      };
    case 'login-email-changed':
      return {
        subject: 'Your log-in e-mail was changed',
        paragraphs: [
          `On ${mail.data.changedOn} the log-in e-mail of your partner account was changed to ${mail.data.newEmail}${mail.data.by === 'operations' ? ' by our operations' : ''}. From now on you sign in with that address.`,
          ...(mail.data.freezeLink === undefined ? [ANSWER] : [FREEZE, { link: mail.data.freezeLink }, THEN_ANSWER]),
        ],
      };
    case 'invitation':
      return {
        subject: 'Your partner account',
        paragraphs: [
          `A partner account was made for you. Its log-in e-mail is ${mail.data.loginEmail}.`,
          `To sign in for the first time, ${CHOOSE_PASSWORD}`,
        ],
      };
    case 'password-reset-by-operations':
      return {
        subject: 'Your password was reset',
        paragraphs: [
          `On ${mail.data.resetOn} our operations reset the password of your partner account: the old one works no more.`,
          `To sign in, ${CHOOSE_PASSWORD}`,
          'If you did not ask for it, freeze your payouts now: open this link and press the button.',
          { link: mail.data.freezeLink },
          THEN_ANSWER,
        ],
      };
    case 'second-factor-removed':
      return {
        subject: 'Your second factor was removed',
        paragraphs: [
          `On ${mail.data.removedOn} our operations removed the second factor of your partner account: a sign-in asks for your password alone, and for no code of an authenticator app. You were signed out everywhere.`,
          'In the Partner Center you can set one up again.',
          ANSWER,
        ],
      };
    case 'payouts-frozen':
      return {
        subject: 'Your payouts are frozen',
        paragraphs: [
          `On ${mail.data.frozenOn} the payouts of your partner account were frozen. Nothing is paid until our operations have spoken with you and lifted it.`,
          'Nothing is lost: what you earn goes on being counted, and your balance waits.',
          'To have it lifted, answer this mail.',
        ],
      };
    case 'payout-sent':
      return {
        subject: `Your payout of ${toDollars(mail.data.amountCents)}`,
        paragraphs: [
          `${toDollars(mail.data.amountCents)} were paid to your PayPal address ${mail.data.receiver}: your commissions of the weeks up to ${mail.data.weekEnding}.`,
          'The Partner Center shows what is in it. There you can also choose not to get these mails.',
        ],
      };
    case 'payout-unclaimed':
      return {
        subject: `Your payout of ${toDollars(mail.data.amountCents)} waits to be claimed`,
        paragraphs: [
          `We sent ${toDollars(mail.data.amountCents)} to your PayPal address ${mail.data.receiver}: your commissions of the weeks up to ${mail.data.weekEnding}. PayPal has no confirmed account with this address, so the money waits there.`,
          'To get it, sign in to PayPal, or open an account, and confirm this address there.',
          `If it is the wrong address, enter the right one in the settings of the Partner Center:`,
          { link: mail.data.settingsLink },
          `What is not claimed by about ${mail.data.returnsOn} comes back to your balance. Nothing is lost, and nothing more is paid until the address is mended.`,
        ],
      };
    case 'settings-changed':
      return {
        subject: 'Settings of your partner account were changed',
        paragraphs: [
          `On ${mail.data.changedOn} these settings were changed: ${mail.data.settings.map((setting) => SETTINGS[setting]).join(', ')}.`,
          'What is changed within an hour from then is not mailed again: the Partner Center shows your settings as they are.',
          NOT_YOU,
        ],
      };
    case 'claim-question':
      return {
        subject: `${mail.data.isReminder ? 'Still open: were' : 'Were'} you referred to us by ${mail.data.partnerName}?`,
        paragraphs: [
          `${mail.data.partnerName} takes part in our partner program and tells us that they referred you to us. We credit a referral only when the client says so: please tell us whether it is right.`,
          'Your answer costs you nothing and changes nothing in your account or your bills. This link shows what it means, with a button for yes and one for no:',
          { link: mail.data.link },
          `It works once, up to and including ${mail.data.lastDay}. If you do nothing, nothing changes.`,
        ],
      };
    case 'claim-confirmed':
      return {
        subject: `${mail.data.clientName} is credited to you`,
        paragraphs: [
          `Your claim is confirmed: ${mail.data.clientName} was referred by you. What they have paid since ${mail.data.from}, and what they pay from now on, earns your commission.`,
          'The Partner Center shows each commission, and from when on it counts.',
        ],
      };
    case 'claim-ended':
      return {
        subject: 'Your claim to a client has ended',
        paragraphs: [
          `On ${mail.data.madeOn} you claimed that you had referred ${mail.data.named}. ${CLAIM_ENDS[mail.data.how]} Nothing changes in your commissions.`,
          ...(mail.data.againOn === undefined
            ? []
            : [`You may claim the same client again from ${mail.data.againOn} on.`]),
        ],
      };
    case 'claim-reopened':
      return {
        subject: 'Your claim to a client is open again',
        paragraphs: [
          `Our operations have taken back what was decided on your claim of ${mail.data.madeOn} that you had referred ${mail.data.named}. It is open again.`,
          'What the decision had moved is moved back: the Partner Center shows each commission.',
        ],
      };
    case 'referrer-corrected':
      return {
        subject: mail.data.isYours
          ? `${mail.data.clientName} is credited to you again`
          : `${mail.data.clientName} is credited to another partner`,
        paragraphs: [
          mail.data.isYours
            ? `A correction was taken back: what ${mail.data.clientName} has paid since ${mail.data.from}, and what they pay from now on, earns your commission as it did before.`
            : `${mail.data.clientName} named another partner as their referrer. What they have paid since ${mail.data.from}, and what they pay from now on, earns that partner's commission. What they paid before stays yours.`,
          mail.data.isYours
            ? 'The Partner Center shows each commission.'
            : 'Commissions of yours on payments since then are reversed, those that were paid already too: the Partner Center shows each of them. If you know better, answer this mail.',
        ],
      };
  }
}

const CLAIM_ENDS: Readonly<Record<MailOf<'claim-ended'>['data']['how'], string>> = {
  denied: 'They do not confirm it.',
  expired: 'Nobody has confirmed it in time.',
  refused: 'The account is your own, and nobody earns on an account of their own.',
};

const SETTINGS: Readonly<Record<MailedSetting, string>> = {
  'display-name': 'display name',
  country: 'country',
  'minimum-payout': 'minimum payout',
  'mail-preferences': 'mail preferences',
  'tax-answers': 'answers to the tax questions',
};

const onceUntil = (day: string): string => `The link works once, until ${day}.`;

const daysAfter = (days: number): string => {
  if (days === 0) return '';
  return days === 1 ? ' and a day has passed since' : ` and ${days} days have passed since`;
};
