/** What crosses the wall to PayPal's Payouts API v1, as far as we read it: anything else in an answer is ignored. */
import * as z from 'zod';
import { type Cents, cents } from '../domain/money/cents.ts';

/** The secret with which the program logs in. */
export const payPalCredentialsSchema = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) });
export type PayPalCredentials = z.infer<typeof payPalCredentialsSchema>;

/** `expires_in` is in seconds. */
export const tokenAnswerSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** `118.50` → 11850. Undefined for any other form: no float is ever made of money. */
export function fromDecimal(text: string): Cents | undefined {
  return /^\d{1,13}\.\d{2}$/.test(text) ? cents(Number(text.replace('.', ''))) : undefined;
}

const amountSchema = z.object({ currency: z.string(), value: z.string() }).transform(({ currency, value }, context) => {
  const amount = fromDecimal(value);
  if (amount !== undefined) return { currency, cents: amount };
  context.addIssue({ code: 'custom', message: 'not an amount with two decimals' });
  return z.NEVER;
});

const idSchema = z.string().min(1).max(256);

/** The only proof that a batch was accepted: `batch_header.payout_batch_id`. */
export const createdBatchSchema = z.object({
  batch_header: z.object({
    payout_batch_id: idSchema,
    sender_batch_header: z.object({ sender_batch_id: z.string().optional() }).optional(),
  }),
});

const itemErrorSchema = z.object({ name: z.string() });

export const payoutItemSchema = z.object({
  payout_item_id: idSchema,
  transaction_status: z.string().optional(),
  payout_item: z.object({ amount: amountSchema, receiver: z.string(), sender_item_id: idSchema }),
  /** An object; a list in some captures. What cannot be read here must not hide the item's status. */
  errors: z
    .union([itemErrorSchema, z.array(itemErrorSchema).transform(([first]) => first)])
    .optional()
    .catch(undefined),
});
export type PayoutItemAnswer = z.infer<typeof payoutItemSchema>;

/** One page of a batch, asked for with `total_required=true`. A batch that was not itemised yet has no `items`. */
export const batchPageSchema = z.object({
  total_items: z.number().int().nonnegative(),
  total_pages: z.number().int().nonnegative().optional(),
  batch_header: z.object({
    payout_batch_id: idSchema,
    batch_status: z.string().min(1),
    sender_batch_header: z.object({ sender_batch_id: z.string() }),
  }),
  items: z.array(payoutItemSchema).default([]),
});
export type BatchPage = z.infer<typeof batchPageSchema>;

const someText = z.string().optional().catch(undefined);
const linkSchema = z.object({ href: z.string() });
const linksSchema = z
  .union([z.array(linkSchema), linkSchema.transform((link) => [link])])
  .optional()
  .catch(undefined);

/** PayPal's words stay out of it: they may quote what we sent. Only names and ids go on from here. */
const nameSchema = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/);

/** An error that PayPal made, in the API's form (`name`) or that of OAuth (`error`). Its parts are read as far as they can be. */
export const errorAnswerSchema = z
  .object({
    name: nameSchema.optional(),
    error: nameSchema.optional(),
    debug_id: someText,
    message: someText,
    details: z
      .array(z.object({ field: someText, issue: someText, link: linksSchema, links: linksSchema }).catch({}))
      .catch([]),
  })
  .transform(({ name, error, ...rest }, context) => {
    const named = name ?? error;
    if (named !== undefined) return { ...rest, name: named };
    context.addIssue({ code: 'custom', message: 'names no error' });
    return z.NEVER;
  });
export type ErrorAnswer = z.infer<typeof errorAnswerSchema>;
