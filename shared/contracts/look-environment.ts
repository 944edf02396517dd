/** Environment variables of looking at PayPal: in a file of their own, since each function carries all of a file's schemas. */
import * as z from 'zod';

const url = z.url();

/** Whose webhooks are believed: the API that they come from, and the id under which PayPal knows ours. */
export const payPalWebhookEnvironment = z.object({ PAYPAL_BASE_URL: url, PAYPAL_WEBHOOK_ID: z.string().min(1) });
export const lookQueueEnvironment = z.object({ LOOK_QUEUE_URL: url });
/** What links in mails begin with. */
export const publicAddressEnvironment = z.object({ PUBLIC_BASE_URL: url });
