/** PayPal's endpoint. It stands in the document with the others; its handler checks PayPal's signature and is its own. */
import { WEBHOOK_MAX_AGE_SECONDS, webhookAnswerSchema, webhookEventSchema } from '../paypal-webhook.ts';
import { endpoint, MAX_BODY_BYTES } from './endpoint.ts';

export const takePayPalWebhook = endpoint({
  operationId: 'takePayPalWebhook',
  method: 'POST',
  path: '/paypal/webhook',
  access: 'paypal',
  summary: 'PayPal says that something changed about a payout',
  description: [
    'A hint to look at PayPal now, and nothing more: what it says moves no payout; what PayPal answers when it is looked at does. The same event again does nothing.',
    `Signed by PayPal: RSA-SHA256 over \`<transmission id>|<transmission time>|<webhook id>|<CRC-32 of the raw body, decimal>\`, by a certificate of PayPal's own host. PayPal tries for three days with the same time, so it is believed for ${WEBHOOK_MAX_AGE_SECONDS / 3_600} hours.`,
  ].join('\n\n'),
  body: webhookEventSchema,
  answer: { status: 200, description: 'Taken, or nothing to do', body: webhookAnswerSchema },
  refusals: {
    400: 'It is signed, and not as a webhook of PayPal should be',
    413: `A body of more than ${MAX_BODY_BYTES} bytes`,
  },
});
