/** Mails as they wait in the ledger: each kind with exactly what its text needs. The queue names a mail and carries nothing of it. */
import * as z from 'zod';
import { type Instant, instant } from '../domain/calendar/time-zone.ts';
import type { Cents } from '../domain/money/cents.ts';
import { emailSchema, localDaySchema, nameSchema, partnerIdSchema, weekEndingSchema } from './values.ts';

const link = z.url({ protocol: /^https?$/ });
/** Of a time at which the ledger wrote, not one that somebody typed. */
const instantSchema = z.int().transform((ms): Instant => instant(ms));
const centsSchema = z.int().transform((amount) => amount as Cents);
/** As `maskedAddress` gives it: who reads another's mail learns no address. */
const masked = z.string().min(1);

export const mailIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** What the queue carries. */
export const sendMailMessageSchema = z.strictObject({ id: mailIdSchema });
export type SendMailMessage = z.infer<typeof sendMailMessageSchema>;

/** How many mails the daily sweep queued again. */
export const sweepReportSchema = z.object({ queued: z.number() });

/** Settings of a partner that no other mail tells of. */
export const MAILED_SETTINGS = [
  'display-name',
  'country',
  'minimum-payout',
  'mail-preferences',
  'tax-answers',
] as const;
export type MailedSetting = (typeof MAILED_SETTINGS)[number];

const common = {
  id: mailIdSchema,
  to: emailSchema,
  /** Whom it is about; absent when it goes to somebody who is no partner. */
  partnerId: partnerIdSchema.optional(),
  createdAt: instantSchema,
};

const mail = <const Kind extends string, Data extends z.ZodType>(kind: Kind, data: Data) =>
  z.object({ ...common, kind: z.literal(kind), data });

export const mailSchema = z.discriminatedUnion('kind', [
  /** To the new address. */
  mail('paypal-address-confirmation', z.strictObject({ link, expiresOn: localDaySchema })),
  /** To the old address and the log-in e-mail. Nothing is paid until the new address is confirmed and cooled down. */
  mail(
    'paypal-address-changed',
    z.strictObject({
      freezeLink: link,
      changedOn: localDaySchema,
      newAddress: masked,
      coolingDownDays: z.int().min(0),
    }),
  ),
  /** To the new log-in e-mail. */
  mail('login-email-confirmation', z.strictObject({ link, expiresOn: localDaySchema })),
  /** To the old log-in e-mail, once it is none any more. By operations to the new one, too, which is given no link. */
  mail(
    'login-email-changed',
    z.strictObject({
      freezeLink: link.optional(),
      changedOn: localDaySchema,
      newEmail: masked,
      by: z.enum(['partner', 'operations']),
    }),
  ),
  /** A log-in was made. No password is in it: the partner chooses one by "forgotten password". */
  mail('invitation', z.strictObject({ loginEmail: emailSchema })),
  mail('password-reset-by-operations', z.strictObject({ freezeLink: link, resetOn: localDaySchema })),
  /** By operations: the authenticator app is lost. */
  mail('second-factor-removed', z.strictObject({ removedOn: localDaySchema })),
  /** The freeze link was used, or operations froze the account. */
  mail('payouts-frozen', z.strictObject({ frozenOn: localDaySchema })),
  /** Only to partners whose mail preferences want it. */
  mail('payout-sent', z.strictObject({ weekEnding: weekEndingSchema, amountCents: centsSchema, receiver: masked })),
  /** Nobody has claimed a payout at PayPal, which returns it after 30 days. */
  mail(
    'payout-unclaimed',
    z.strictObject({
      settingsLink: link,
      weekEnding: weekEndingSchema,
      amountCents: centsSchema,
      receiver: masked,
      returnsOn: localDaySchema,
    }),
  ),
  mail(
    'settings-changed',
    z.strictObject({ changedOn: localDaySchema, settings: z.array(z.enum(MAILED_SETTINGS)).min(1) }),
  ),
  /** To the client: was it this partner who referred them? */
  mail(
    'claim-question',
    z.strictObject({ link, partnerName: nameSchema, lastDay: localDaySchema, isReminder: z.boolean() }),
  ),
  mail('claim-confirmed', z.strictObject({ clientName: nameSchema, from: localDaySchema })),
  /** To the claimant, with the client as they named it: a mail tells no more than they knew. */
  mail(
    'claim-ended',
    z.strictObject({
      named: z.string().min(1).max(200),
      madeOn: localDaySchema,
      how: z.enum(['denied', 'expired', 'refused']),
      againOn: localDaySchema.optional(),
    }),
  ),
  /** Operations took the decision back, and ask the client again. */
  mail('claim-reopened', z.strictObject({ named: z.string().min(1).max(200), madeOn: localDaySchema })),
  /** To whoever was credited with the client, or is again. */
  mail('referrer-corrected', z.strictObject({ clientName: nameSchema, from: localDaySchema, isYours: z.boolean() })),
]);

export type Mail = z.output<typeof mailSchema>;
export type MailKind = Mail['kind'];
export type MailOf<Kind extends MailKind> = Extract<Mail, { readonly kind: Kind }>;
