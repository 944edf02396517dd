/** What PayPal checks before it takes a batch. One invalid item rejects the whole request, and every invalid one is named. */
import * as z from 'zod';
import { fromDecimal } from '../../shared/contracts/paypal.ts';
import type { ErrorDetail } from './answers.ts';

const RECEIVER_ISSUE = 'Receiver is invalid or does not match with type';
const RECEIVERS: Readonly<Record<string, RegExp>> = {
  EMAIL: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  PHONE: /^\+?[\d -]{5,20}$/,
  PAYPAL_ID: /^[A-Z0-9]{13}$/,
};

/** Dollars with two decimals. PayPal is said to take `9.8` too: being stricter finds a program that is careless. */
const valueSchema = z.string().transform((text, context) => {
  const amount = fromDecimal(text);
  if (amount !== undefined && amount > 0) return amount;
  context.addIssue({
    code: 'custom',
    message: 'Currency amount must be non-negative number, may optionally contain exactly 2 decimal places',
  });
  return z.NEVER;
});

const itemSchema = z
  .object({
    recipient_type: z.string().optional(),
    amount: z.object({ currency: z.string().regex(/^[A-Z]{3}$/, 'Currency code is invalid'), value: valueSchema }),
    receiver: z.string().max(127),
    note: z
      .string()
      .max(4_000)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what the limit is about, line breaks included.
      .regex(/^[\x00-\x7f]*$/, 'Note is not ASCII')
      .optional(),
    sender_item_id: z.string().max(63).optional(),
  })
  .superRefine(({ recipient_type = 'EMAIL', receiver }, context) => {
    if (RECEIVERS[recipient_type]?.test(receiver)) return;
    context.addIssue({ code: 'custom', path: ['receiver'], message: RECEIVER_ISSUE });
  });

/** PayPal makes an id up where `sender_batch_id` is missing; this one insists on it, since without it nothing de-duplicates. */
const createRequestSchema = z.object({
  sender_batch_header: z.object({
    sender_batch_id: z.string().min(1).max(256),
    email_subject: z.string().max(255).optional(),
    email_message: z.string().max(1_000).optional(),
  }),
  items: z.array(itemSchema).min(1).max(15_000),
});
export type CreateRequest = z.infer<typeof createRequestSchema>;

export type CheckedRequest =
  | { readonly kind: 'valid'; readonly request: CreateRequest }
  | { readonly kind: 'invalid'; readonly details: readonly ErrorDetail[] };

export function checkCreateRequest(body: unknown): CheckedRequest {
  const parsed = createRequestSchema.safeParse(body);
  if (parsed.success) return { kind: 'valid', request: parsed.data };
  const details = parsed.error.issues.map(({ path, message }) => {
    const value = valueAt(body, path);
    // PayPal's own answers may quote what was sent: so do these, to see that nobody passes it on.
    return { field: fieldOf(path), ...(typeof value === 'string' ? { value } : {}), location: 'body', issue: message };
  });
  return { kind: 'invalid', details };
}

/** `['items', 3, 'receiver']` → `items[3].receiver`. */
function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | null | undefined)?.[step], body);
}
