/** A mail of each kind, with nothing in it that stands in another. */
import { type Mail, type MailKind, type MailOf, mailSchema } from '../../shared/contracts/mail.ts';

export const MAILED_AT = Date.parse('2026-11-20T17:00:00Z');

const DATA: { readonly [Kind in MailKind]: MailOf<Kind>['data'] | Readonly<Record<string, unknown>> } = {
  'paypal-address-confirmation': { link: 'https://program.example/links/token-1?a=b&c=d', expiresOn: '2026-11-27' },
  'paypal-address-changed': {
    freezeLink: 'https://program.example/links/token-2',
    changedOn: '2026-11-20',
    newAddress: 'm…@payee.example',
    coolingDownDays: 7,
  },
  'login-email-confirmation': { link: 'https://program.example/links/token-3', expiresOn: '2026-11-27' },
  'login-email-changed': {
    freezeLink: 'https://program.example/links/token-4',
    changedOn: '2026-11-20',
    newEmail: 'j…@partner.example',
    by: 'operations',
  },
  invitation: { loginEmail: 'jo@partner.example' },
  'password-reset-by-operations': { freezeLink: 'https://program.example/links/token-5', resetOn: '2026-11-20' },
  'second-factor-removed': { removedOn: '2026-11-20' },
  'payouts-frozen': { frozenOn: '2026-11-20' },
  'payout-sent': { weekEnding: '2026-11-14', amountCents: 123_456, receiver: 'm…@payee.example' },
  'claim-question': {
    link: 'https://program.example/links/token-6',
    partnerName: 'Jo Miller',
    lastDay: '2026-12-03',
    isReminder: false,
  },
  'claim-confirmed': { clientName: 'Acme Ltd', from: '2026-10-21' },
  'claim-ended': { named: 'owner@acme.example', madeOn: '2026-11-06', how: 'denied', againOn: '2026-12-20' },
  'claim-reopened': { named: 'acme.example', madeOn: '2026-11-06' },
  'referrer-corrected': { clientName: 'Acme Ltd', from: '2026-10-21', isYours: false },
  'payout-unclaimed': {
    settingsLink: 'https://program.example/settings',
    weekEnding: '2026-11-14',
    amountCents: 234_567,
    receiver: 'm…@payee.example',
    returnsOn: '2026-12-20',
  },
  'settings-changed': { changedOn: '2026-11-20', settings: ['minimum-payout', 'mail-preferences'] },
};

export const MAIL_KINDS = Object.keys(DATA) as readonly MailKind[];

export function sampleMail<Kind extends MailKind>(
  kind: Kind,
  change: { readonly id?: string; readonly to?: string; readonly createdAt?: number; readonly data?: object } = {},
): MailOf<Kind> {
  const { data, ...rest } = change;
  const mail: Mail = mailSchema.parse({
    id: `mail-${kind}`,
    to: 'jo@partner.example',
    partnerId: 'partner-1',
    createdAt: MAILED_AT,
    kind,
    data: { ...DATA[kind], ...data },
    ...rest,
  });
  return mail as MailOf<Kind>;
}
