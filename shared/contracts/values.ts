/** Schemas of single values, shared by every contract: what arrives as text leaves as the domain's branded types. */
import * as z from 'zod';
import { isLocalDay, type LocalDay } from '../domain/calendar/local-day.ts';
import { instant, localDayOf } from '../domain/calendar/time-zone.ts';
import { type WeekEnding, weekEnding } from '../domain/calendar/week.ts';
import { isEmailAddress } from '../domain/email-address.ts';
import {
  type ClientId,
  type EventId,
  ID_PATTERN,
  MAX_PARTNER_ID_LENGTH,
  type PartnerId,
  type PaymentId,
  type RefundId,
} from '../domain/ids.ts';
import type { Cents } from '../domain/money/cents.ts';
import { parseAmount } from '../domain/money/parse-amount.ts';

const idText = (maxLength = 64) =>
  z
    .string()
    .max(maxLength)
    .regex(ID_PATTERN, 'must be an id: letters, digits and . _ : @ -, beginning with a letter or digit');

export const partnerIdSchema = idText(MAX_PARTNER_ID_LENGTH).transform((text) => text as PartnerId);
export const clientIdSchema = idText().transform((text) => text as ClientId);
export const paymentIdSchema = idText().transform((text) => text as PaymentId);
export const refundIdSchema = idText().transform((text) => text as RefundId);
export const eventIdSchema = idText().transform((text) => text as EventId);

/** `"79.00"`: a decimal string, since a JSON number would pass through a float. */
export const amountSchema = z.string().transform((text, context): Cents => {
  const parsed = parseAmount(text);
  if (parsed.kind === 'ok') return parsed.amount;
  context.addIssue({ code: 'custom', message: parsed.problem, input: text });
  return z.NEVER;
});

export const localDaySchema = z.custom<LocalDay>((value) => typeof value === 'string' && isLocalDay(value), {
  message: 'must be a day that exists, yyyy-mm-dd',
});

export const weekEndingSchema = z.string().transform((text, context): WeekEnding => {
  try {
    return weekEnding(text);
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: error instanceof Error ? error.message : 'must be a Saturday',
      input: text,
    });
    return z.NEVER;
  }
});

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** A day as it stands, or an ISO 8601 instant with its offset, which is turned into the program's day at once. */
export const dayInProgram = (timeZone: string) =>
  z.string().transform((text, context): LocalDay => {
    if (isLocalDay(text)) return text;
    const ms = INSTANT.test(text) && isLocalDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
    if (!Number.isNaN(ms)) return localDayOf(instant(ms), timeZone);
    context.addIssue({
      code: 'custom',
      message: 'must be a day that exists (yyyy-mm-dd) or an ISO 8601 instant with its offset (2026-01-31T17:00:00Z)',
      input: text,
    });
    return z.NEVER;
  });

/** PayPal's limit of 127 characters holds for log-in addresses too: either may be paid one day. */
export const emailSchema = z
  .string()
  .refine(isEmailAddress, { message: 'must be an e-mail address of at most 127 characters' });

export const nameSchema = z.string().trim().min(1).max(200);
export const countrySchema = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 country of two capital letters, such as US');
export const basisPointsSchema = z.number().int().min(0).max(10_000);
