/** What billing tells the program: `POST /billing/events`. Up to 500 events a call, each idempotent by its id. */
import * as z from 'zod';
import {
  amountSchema,
  basisPointsSchema,
  clientIdSchema,
  countrySchema,
  dayInProgram,
  emailSchema,
  eventIdSchema,
  nameSchema,
  partnerIdSchema,
  paymentIdSchema,
  refundIdSchema,
} from './values.ts';

export const MAX_EVENTS = 500;
export const MAX_HOW_HEARD_LENGTH = 1_000;

/** @param timeZone the program's, in which instants become days. */
function eventSchemas(timeZone: string) {
  const day = dayInProgram(timeZone);
  const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
    z.strictObject({ id: eventIdSchema, type: z.literal(type), ...shape });
  const movement = { refundId: refundIdSchema, paymentId: paymentIdSchema, amount: amountSchema, on: day };
  return [
    event('partner', {
      partnerId: partnerIdSchema,
      name: nameSchema,
      email: emailSchema,
      paypalEmail: emailSchema.optional(),
      country: countrySchema.default('US'),
      rateBasisPoints: basisPointsSchema.optional(),
      joinedOn: day.optional(),
    }),
    event('client-signed-up', {
      clientId: clientIdSchema,
      ownerName: nameSchema,
      ownerEmail: emailSchema,
      secondaryUsers: z.array(emailSchema).max(100).default([]),
      accountCreatedOn: day.optional(),
      /** The referral link's partner, or the partner id given at sign-up. */
      referrerId: partnerIdSchema.optional(),
      howHeard: z.string().max(MAX_HOW_HEARD_LENGTH).optional(),
    }),
    event('payment', {
      paymentId: paymentIdSchema,
      clientId: clientIdSchema,
      amount: amountSchema,
      currency: z.literal('USD', { error: 'must be USD: the program has one currency' }),
      paidAt: day,
    }),
    event('refund', movement),
    event('chargeback', movement),
    event('chargeback-reversed', movement),
    event('cancellation', { clientId: clientIdSchema, on: day }),
  ] as const;
}

export const billingEventSchema = (timeZone: string) => z.discriminatedUnion('type', eventSchemas(timeZone));
export const billingRequestSchema = (timeZone: string) =>
  z.strictObject({ events: z.array(billingEventSchema(timeZone)).min(1).max(MAX_EVENTS) });

export type BillingEvent = z.output<ReturnType<typeof billingEventSchema>>;
/** As it is sent: amounts as text, days or instants. */
export type BillingEventInput = z.input<ReturnType<typeof billingEventSchema>>;
export type EventOf<Type extends BillingEvent['type']> = Extract<BillingEvent, { type: Type }>;
export type MovementEvent = EventOf<'refund' | 'chargeback' | 'chargeback-reversed'>;

/**
 * `accepted`: in the ledger. `duplicate`: this id with this content was accepted before. `waiting`: kept until the payment
 * or client it speaks of is known. `refused`: nothing changed; `problem` says why, and the same id may be sent again.
 */
export const eventResultSchema = z.object({
  id: z.string().meta({ examples: ['event-5508'] }),
  outcome: z.enum(['accepted', 'duplicate', 'waiting', 'refused']).meta({
    description:
      '`accepted`: in the ledger. `duplicate`: accepted before. `waiting`: kept until the payment or client it speaks of is known. `refused`: nothing changed, and the same id may be sent again',
  }),
  problem: z
    .string()
    .optional()
    .meta({ description: 'Why it is refused', examples: ['the refund would take the payment below zero'] }),
});
export const billingResponseSchema = z.object({ results: z.array(eventResultSchema) });
export type EventResult = z.infer<typeof eventResultSchema>;
export type BillingResponse = z.infer<typeof billingResponseSchema>;

/** Headers of the signature: HMAC-SHA256, hexadecimal, of `<timestamp>.<raw body>`; the timestamp in seconds since 1970. */
export const SIGNATURE_HEADER = 'x-billing-signature';
export const TIMESTAMP_HEADER = 'x-billing-timestamp';
export const SIGNATURE_TOLERANCE_SECONDS = 300;
export const billingSecretSchema = z.object({ hmacKey: z.string().min(16) });
