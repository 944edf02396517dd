/** Operations: partners, found, made, invited and helped. */
import * as z from 'zod';
import { HOLD_REASONS } from '../../domain/hold-reason.ts';
import {
  basisPointsSchema,
  countrySchema,
  emailSchema,
  localDaySchema,
  nameSchema,
  partnerIdSchema,
} from '../values.ts';
import { centsOut, dayOut, noteSchema, pageOf, pageQuery, weekOut } from './api-values.ts';
import { endpoint } from './endpoint.ts';

const params = z.strictObject({ partnerId: partnerIdSchema });
const NO_PARTNER = 'There is no such partner';
const NO_LOGIN = 'There is no such partner, or they have no log-in';
const GONE = 'The log-in was deleted in the user pool: invite the partner anew';
const noted = z.strictObject({ note: noteSchema.meta({ description: 'Why; it stands in the audit trail' }) });

export const partnerLine = z
  .object({
    partnerId: z.string(),
    name: z.string(),
    email: z.string(),
    country: z.string(),
    onHold: z.boolean(),
    frozen: z.boolean(),
    hasPayPalAddress: z.boolean(),
  })
  .meta({ id: 'PartnerLine' });

export const partnerOut = z
  .object({
    partnerId: z.string(),
    name: z.string(),
    displayName: z.string().optional(),
    email: z.string(),
    country: z.string(),
    countryUnderReview: z.boolean(),
    joinedOn: dayOut.optional(),
    rates: z
      .array(z.object({ from: dayOut, basisPoints: z.int() }))
      .meta({ description: 'Own rates; before the first one the program’s holds' }),
    payPalAddress: z.object({ address: z.string(), confirmedOn: dayOut.optional(), changed: z.boolean() }).optional(),
    thresholdCents: centsOut.optional(),
    hold: z.string().optional().meta({ description: "Operations' reason, while the partner is on hold" }),
    frozen: z.boolean().meta({ description: 'Frozen by the partner' }),
    tax: z.object({
      result: z.enum(['us-person', 'us-source-income', 'foreign-source']).optional(),
      answeredOn: dayOut.optional(),
      formsOnFile: z.array(z.enum(['W-9', 'W-8BEN'])),
      reviewed: z.boolean(),
    }),
    invited: z.boolean().meta({ description: 'Whether the partner has a log-in' }),
    account: z.object({
      carriedCents: centsOut.meta({
        description: 'The balance that runs carried, without weeks that no run has paid yet',
      }),
      lastRun: weekOut.optional(),
      lastPayout: weekOut.optional(),
      reasons: z.array(z.enum(HOLD_REASONS)).meta({ description: 'Why the last run paid nothing' }),
    }),
  })
  .meta({ id: 'Partner' });

export const findPartners = endpoint({
  operationId: 'findPartners',
  method: 'GET',
  path: '/ops/partners',
  access: 'operations',
  summary: 'Partners by e-mail or full name; all of them without a filter',
  description:
    'An e-mail finds whoever holds or held it, for log-in or PayPal; a name is compared without case and spacing.',
  query: z.strictObject({
    ...pageQuery,
    email: emailSchema.optional(),
    name: nameSchema.optional(),
  }),
  answer: { status: 200, description: 'A page of partners', body: pageOf(partnerLine) },
});

export const getPartner = endpoint({
  operationId: 'getPartner',
  method: 'GET',
  path: '/ops/partners/{partnerId}',
  access: 'operations',
  summary: 'One partner in full',
  params,
  etag: 'answers',
  answer: { status: 200, description: 'The partner', body: partnerOut },
  refusals: { 404: NO_PARTNER },
});

export const createPartner = endpoint({
  operationId: 'createPartner',
  method: 'POST',
  path: '/ops/partners',
  access: 'operations',
  summary: 'Makes a partner',
  description:
    'Without a PayPal address: the partner gives it, and confirms it by mail. It earns at the rate of the program: another one is for finance to set, from a day on. Clients that named this id before are credited now.',
  idempotencyKey: true,
  body: z.strictObject({
    partnerId: partnerIdSchema,
    name: nameSchema,
    email: emailSchema,
    country: countrySchema,
    joinedOn: localDaySchema.optional(),
    note: noteSchema,
  }),
  answer: { status: 201, description: 'Made', body: z.object({ partnerId: z.string() }) },
  refusals: { 409: 'There is a partner of this id already' },
});

export const invitePartner = endpoint({
  operationId: 'invitePartner',
  method: 'POST',
  path: '/ops/partners/{partnerId}/invitation',
  access: 'operations',
  summary: 'Gives the partner a log-in and tells them by mail',
  description:
    'Sent again it mails again. The partner chooses a password by “forgotten password”. Where the log-in was deleted in the user pool the partner gets a new one.',
  params,
  idempotencyKey: true,
  body: noted,
  answer: { status: 202, description: 'The mail is on its way', body: z.object({ partnerId: z.string() }) },
  refusals: { 404: NO_PARTNER, 409: 'The e-mail is the log-in of somebody else' },
});

export const changeRate = endpoint({
  operationId: 'changeRate',
  method: 'PUT',
  path: '/ops/partners/{partnerId}/rate',
  access: 'finance',
  summary: "Changes the partner's rate from a day on, today or later",
  description: 'Payments of that day and later earn by it, those that are known already too.',
  params,
  etag: 'required',
  body: z.strictObject({
    basisPoints: basisPointsSchema.meta({ description: '2500 is 25 %' }),
    from: localDaySchema,
    note: noteSchema,
  }),
  answer: { status: 200, description: 'The partner', body: partnerOut },
  refusals: { 404: NO_PARTNER, 422: 'The day is over' },
});

export const holdPartner = endpoint({
  operationId: 'holdPartner',
  method: 'PUT',
  path: '/ops/partners/{partnerId}/hold',
  access: 'operations',
  summary: 'Puts the partner on hold: nothing is paid until it is released',
  description: 'The note is the reason that the partner sees.',
  params,
  etag: 'required',
  body: noted,
  answer: { status: 200, description: 'The partner', body: partnerOut },
  refusals: { 404: NO_PARTNER },
});

export const releasePartner = endpoint({
  operationId: 'releasePartner',
  method: 'POST',
  path: '/ops/partners/{partnerId}/release',
  access: 'finance',
  summary: 'Ends a hold, or a freeze by the partner; the next run pays what was carried',
  params,
  etag: 'required',
  body: noted,
  answer: { status: 200, description: 'The partner', body: partnerOut },
  refusals: { 404: NO_PARTNER, 409: 'The partner is neither on hold nor frozen' },
});

export const recordTaxForm = endpoint({
  operationId: 'recordTaxForm',
  method: 'POST',
  path: '/ops/partners/{partnerId}/tax-forms',
  access: 'operations',
  summary: 'Records a tax form that arrived',
  params,
  etag: 'required',
  body: z.strictObject({ form: z.enum(['W-9', 'W-8BEN']), receivedOn: localDaySchema, note: noteSchema }),
  answer: { status: 200, description: 'The partner', body: partnerOut },
  refusals: { 404: NO_PARTNER, 422: 'The day is yet to come' },
});

export const changePartnerEmail = endpoint({
  operationId: 'changePartnerEmail',
  method: 'PUT',
  path: '/ops/partners/{partnerId}/login-email',
  access: 'operations',
  summary: 'Changes the log-in e-mail of a partner who is locked out',
  description: 'Both addresses are told. Every session of the partner ends.',
  params,
  etag: 'required',
  body: z.strictObject({ email: emailSchema, note: noteSchema }),
  answer: { status: 200, description: 'The partner', body: partnerOut },
  refusals: { 404: NO_PARTNER, 409: `The e-mail is the log-in of somebody else; or: ${GONE}` },
});

export const resetPartnerPassword = endpoint({
  operationId: 'resetPartnerPassword',
  method: 'POST',
  path: '/ops/partners/{partnerId}/password-reset',
  access: 'operations',
  summary: 'Makes the password void and ends every session; the partner chooses a new one by “forgotten password”',
  params,
  idempotencyKey: true,
  body: noted,
  answer: { status: 202, description: 'The partner is told by mail', body: z.object({ partnerId: z.string() }) },
  refusals: { 404: NO_LOGIN, 409: GONE },
});

export const removePartnerSecondFactor = endpoint({
  operationId: 'removePartnerSecondFactor',
  method: 'DELETE',
  path: '/ops/partners/{partnerId}/second-factor',
  access: 'operations',
  summary: 'Switches off the second factor of a partner whose authenticator app is lost, and ends every session',
  description: 'Sign-ins ask for the password alone then. Make sure first who asks.',
  params,
  idempotencyKey: true,
  body: noted,
  answer: { status: 202, description: 'The partner is told by mail', body: z.object({ partnerId: z.string() }) },
  refusals: { 404: NO_LOGIN, 409: GONE },
});
