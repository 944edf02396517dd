/** PayPal's webhooks: what their headers are called, how long they are believed, and the little of them that is read. */
import * as z from 'zod';

export const WEBHOOK_HEADERS = {
  transmissionId: 'paypal-transmission-id',
  transmissionTime: 'paypal-transmission-time',
  signature: 'paypal-transmission-sig',
  certificateUrl: 'paypal-cert-url',
  algorithm: 'paypal-auth-algo',
} as const;
export type WebhookHeader = keyof typeof WEBHOOK_HEADERS;

/** The only algorithm that PayPal signs with. */
export const WEBHOOK_ALGORITHM = 'SHA256withRSA';

/** PayPal tries for three days to have a webhook taken, each time with the time of the first; an hour for its queues. */
export const WEBHOOK_MAX_AGE_SECONDS = 3 * 86_400 + 3_600;
/** PayPal's clock may go before ours by so much. */
export const WEBHOOK_MAX_AHEAD_SECONDS = 300;

/** Those that PayPal sends of payouts begin so; there is nothing to do about others. */
export const PAYOUT_EVENTS = /^PAYMENT\.PAYOUTS(?:BATCH|-ITEM)\./;

const id = z.string().min(1).max(256);
const optionalId = id.optional().catch(undefined);

/** An item has the ids of its batch beside its own; a batch has them in its header. Everything else in it is left unread, and PayPal may add to it. */
const resourceSchema = z.object({
  sender_batch_id: optionalId,
  payout_batch_id: optionalId,
  batch_header: z
    .object({
      payout_batch_id: optionalId,
      sender_batch_header: z.object({ sender_batch_id: optionalId }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

export const webhookEventSchema = z
  .object({
    id: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,100}$/, 'must be the id of an event')
      .meta({ examples: ['WH-2WR32451HC0233532-67976317FL4543714'] }),
    event_type: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,100}$/, 'must be a type of event')
      .meta({ examples: ['PAYMENT.PAYOUTS-ITEM.UNCLAIMED'] }),
    create_time: z.iso.datetime({ offset: true }).meta({ examples: ['2026-11-20T17:03:11Z'] }),
    resource: resourceSchema,
  })
  .meta({ id: 'PayPalWebhook', description: 'As PayPal sends it; only these parts are read' });
export type WebhookEvent = z.output<typeof webhookEventSchema>;

/** `taken`: PayPal is looked at now. `duplicate`: it was taken before. `ignored`: it is about nothing of ours. */
export const webhookAnswerSchema = z
  .object({ outcome: z.enum(['taken', 'duplicate', 'ignored']) })
  .meta({ id: 'WebhookTaken' });
export type WebhookOutcome = z.output<typeof webhookAnswerSchema>['outcome'];
