/** A partner's own settings. */
import * as z from 'zod';
import type { Cents } from '../../domain/money/cents.ts';
import { countrySchema, nameSchema } from '../values.ts';
import { centsOut, dayOut } from './api-values.ts';
import { endpoint } from './endpoint.ts';

export const payPalAddressOut = z
  .object({
    state: z.enum(['none', 'unconfirmed', 'cooling-down', 'confirmed', 'refused']).meta({
      description:
        'Payouts go out in the state `confirmed` only. `unconfirmed`: the link in the mail to the address was not used yet. `cooling-down`: the address was changed and confirmed, and waits out the days that a thief would not have. `refused`: PayPal takes no payout for it until it is changed or confirmed again',
    }),
    address: z
      .string()
      .optional()
      .meta({ description: 'In full: it is yours', examples: ['jo@payee.example'] }),
    confirmedOn: dayOut.optional().meta({ description: 'Absent until it is confirmed, and for one that was imported' }),
    coolingDownUntil: dayOut.optional().meta({ description: 'The first day on which it does not cool down any more' }),
    paidFrom: dayOut.optional().meta({ description: 'While it cools down: the Friday whose run pays it first' }),
  })
  .meta({ id: 'PayPalAddress', description: 'Where your payouts go' });

const payoutMails = z.boolean().meta({
  description:
    'One mail for each payout that PayPal says is paid. Off unless you ask for it, since such mails cost the program $0.10 a thousand, more than ten times what the rest of a Friday does. A change counts from the next run that is planned: a payout that was planned before goes by what you wanted then',
});

export const settingsOut = z
  .object({
    partnerId: z.string().meta({ examples: ['partner-1042'] }),
    fullName: z.string().meta({ description: 'Only operations change it', examples: ['Jo Miller'] }),
    displayName: z
      .string()
      .meta({ description: 'What the Partner Center calls you; your full name unless you choose another' }),
    email: z.string().meta({ description: 'The log-in e-mail', examples: ['jo@partner.example'] }),
    country: z.string().meta({ description: 'ISO 3166-1', examples: ['US'] }),
    countryUnderReview: z.boolean().meta({
      description:
        'Your move to the United States is not looked at yet: until then you are asked the tax questions as before',
    }),
    thresholdCents: centsOut
      .nullable()
      .meta({ description: "Your own minimum payout; null where the program's holds" }),
    programThresholdCents: centsOut.meta({ description: "The program's minimum payout" }),
    paidAtCents: centsOut.meta({ description: 'The balance that is paid: the higher of the two' }),
    mailPreferences: z.object({ payouts: payoutMails }),
    payPalAddress: payPalAddressOut,
    hold: z.string().optional().meta({ description: "Operations' reason, while they hold your payouts" }),
    frozen: z.boolean().meta({ description: 'You froze your payouts; operations lift it' }),
  })
  .meta({ id: 'Settings' });
export type SettingsOut = z.input<typeof settingsOut>;

/** In 24 hours, tax answers among them. More than somebody needs who tries things out. */
export const MAX_SETTINGS_CHANGES = 30;
export const TOO_MANY_CHANGES = `Settings and tax answers were changed ${MAX_SETTINGS_CHANGES} times within 24 hours`;

/** Far above any balance that is carried. */
const MAX_THRESHOLD_CENTS = 100_000_000;
const thresholdIn = z
  .int()
  .min(1)
  .max(MAX_THRESHOLD_CENTS)
  .meta({ examples: [25_000] })
  .transform((amount) => amount as Cents);

export const getSettings = endpoint({
  operationId: 'getSettings',
  method: 'GET',
  path: '/me/settings',
  access: 'partner',
  summary: 'Your settings, with the state of your PayPal address',
  etag: 'answers',
  answer: { status: 200, description: 'The settings', body: settingsOut },
});

export const changeSettings = endpoint({
  operationId: 'changeSettings',
  method: 'PATCH',
  path: '/me/settings',
  access: 'partner',
  summary: 'Changes some of your settings',
  description: [
    'What is left out stays. You are told of a change by mail, at most once an hour.',
    'A move from abroad to the United States is looked at by operations before it lifts the tax questionnaire; a move abroad counts at once. The PayPal address, the log-in e-mail and the tax answers have calls of their own.',
  ].join('\n\n'),
  etag: 'required',
  body: z.strictObject({
    displayName: nameSchema.nullable().optional().meta({ description: 'Null for your full name' }),
    country: countrySchema.optional(),
    thresholdCents: thresholdIn
      .nullable()
      .optional()
      .meta({ description: "At least the program's; null for the program's", type: ['integer', 'null'] }),
    mailPreferences: z.strictObject({ payouts: payoutMails }).optional(),
  }),
  answer: { status: 200, description: 'The settings as they are now', body: settingsOut },
  refusals: { 422: "The minimum payout is below the program's", 429: TOO_MANY_CHANGES },
});

export const freezePayouts = endpoint({
  operationId: 'freezePayouts',
  method: 'POST',
  path: '/me/freeze',
  access: 'partner',
  summary: 'Freezes your payouts: for when somebody else was in your account',
  description:
    'From now on no run pays you; your balance is carried and nothing is lost. Only operations lift it, once they have spoken with you. What a run has planned already goes its way. Sent again it changes nothing.',
  answer: { status: 204, description: 'Frozen' },
});
