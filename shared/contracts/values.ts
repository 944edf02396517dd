/** Schemas of single values, shared by every contract: what arrives as text leaves as the domain's branded types. */
import * as z from 'zod';
import { isLocalDay, type LocalDay } from '../domain/calendar/local-day.ts';
import { instant, localDayOf } from '../domain/calendar/time-zone.ts';
import { type WeekEnding, weekEnding } from '../domain/calendar/week.ts';
import { isEmailAddress } from '../domain/email-address.ts';
import { comparableName } from '../domain/full-name.ts';
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

const idText = <Id extends string>(example: string, maxLength = 64) =>
  z
    .string()
    .max(maxLength)
    .regex(ID_PATTERN, 'must be an id: letters, digits and . _ : @ -, beginning with a letter or digit')
    .meta({ examples: [example] })
    .transform((text) => text as Id)
    // For answers: what a transform gives cannot be read off it.
    .meta({ type: 'string' });

export const partnerIdSchema = idText<PartnerId>('partner-1042', MAX_PARTNER_ID_LENGTH);
export const clientIdSchema = idText<ClientId>('client-7781');
export const paymentIdSchema = idText<PaymentId>('payment-90210');
export const refundIdSchema = idText<RefundId>('refund-311');
export const eventIdSchema = idText<EventId>('event-5508');

/** `"79.00"`: a decimal string, since a JSON number would pass through a float. */
export const amountSchema = z
  .string()
  .meta({
    description: 'US dollars as text, at most two decimals',
    pattern: String.raw`^\d+(\.\d{1,2})?$`,
    examples: ['79.00'],
  })
  .transform((text, context): Cents => {
    const parsed = parseAmount(text);
    if (parsed.kind === 'ok') return parsed.amount;
    context.addIssue({ code: 'custom', message: parsed.problem, input: text });
    return z.NEVER;
  });

/** Bounds that no program reaches: beyond them days stop comparing as text, and instants stop having a day. */
const FIRST_DAY = '1970-01-01';
const LAST_DAY = '2199-12-31';
const isInBounds = (day: LocalDay): boolean => day >= FIRST_DAY && day <= LAST_DAY;
const OUT_OF_BOUNDS = `must be a day from ${FIRST_DAY} to ${LAST_DAY}`;

export const localDaySchema = z
  .custom<LocalDay>((value) => typeof value === 'string' && isLocalDay(value), {
    message: 'must be a day that exists, yyyy-mm-dd',
    abort: true,
  })
  .meta({ type: 'string', format: 'date', examples: ['2026-11-20'] })
  .refine(isInBounds, { message: OUT_OF_BOUNDS });

export const weekEndingSchema = z
  .string()
  .meta({ description: 'The Saturday that ends the week', format: 'date', examples: ['2026-11-14'] })
  .transform((text, context): WeekEnding => {
    let message = OUT_OF_BOUNDS;
    try {
      const week = weekEnding(text);
      if (isInBounds(week)) return week;
    } catch (error) {
      message = error instanceof Error ? error.message : 'must be a Saturday';
    }
    context.addIssue({ code: 'custom', message, input: text });
    return z.NEVER;
  });

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Undefined for what is no instant. One of years that are out of bounds anyway stands for its own date. */
function dayOfInstant(text: string, timeZone: string): LocalDay | undefined {
  const date = text.slice(0, 10);
  if (!INSTANT.test(text) || !isLocalDay(date)) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return undefined;
  return date >= '1969-01-01' && date <= '2200-12-31' ? localDayOf(instant(ms), timeZone) : date;
}

/** A day as it stands, or an ISO 8601 instant with its offset, which is turned into the program's day at once. */
export const dayInProgram = (timeZone: string) =>
  z
    .string()
    .meta({
      description: "A day, or an ISO 8601 instant with its offset, which counts on its day in the program's time zone",
      maxLength: 35, // Nine decimals of a second and an offset.
      examples: ['2026-11-20', '2026-11-20T17:00:00Z'],
    })
    .transform((text, context): LocalDay => {
      const day = isLocalDay(text) ? text : dayOfInstant(text, timeZone);
      if (day !== undefined && isInBounds(day)) return day;
      context.addIssue({
        code: 'custom',
        message:
          day === undefined
            ? 'must be a day that exists (yyyy-mm-dd) or an ISO 8601 instant with its offset (2026-01-31T17:00:00Z)'
            : OUT_OF_BOUNDS,
        input: text,
      });
      return z.NEVER;
    });

/** PayPal's limit of 127 characters holds for log-in addresses too: either may be paid one day. */
export const emailSchema = z
  .string()
  .refine(isEmailAddress, { message: 'must be an e-mail address of at most 127 characters' })
  .meta({ format: 'email', maxLength: 127, examples: ['jo@partner.example'] });

/** Of e-mail addresses, in small letters. */
export const domainSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(125)
  .refine((domain) => isEmailAddress(`a@${domain}`), { message: 'must be a domain, such as acme.example' })
  .meta({ examples: ['acme.example'] });

/** Names become keys: what a name comes to when it is compared stays far below DynamoDB's 2,048 bytes. */
const MAX_NAME_BYTES = 1_000;
/** They break lines of mails and lists, or turn what stands around a name the other way. */
const UNSEEN_IN_NAMES = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;
export const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((name) => new TextEncoder().encode(comparableName(name)).length <= MAX_NAME_BYTES, {
    message: `must come to at most ${MAX_NAME_BYTES} bytes`,
  })
  .refine((name) => !UNSEEN_IN_NAMES.test(name), {
    message: 'must have no control characters and no marks that turn the direction of text',
  })
  .meta({ examples: ['Jo Miller'] });
export const countrySchema = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 country of two capital letters, such as US')
  .meta({ description: 'ISO 3166-1, two capital letters', examples: ['US'] });
export const basisPointsSchema = z
  .number()
  .int()
  .min(0)
  .max(10_000)
  .meta({ description: '2500 is 25 %', examples: [2_500] });
