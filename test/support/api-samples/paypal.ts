/** Sample calls of PayPal. */
import type { Samples } from './sample.ts';

export const PAYPAL_SAMPLES: Samples = {
  takePayPalWebhook({ program: { paypal, payPalWebhook } }) {
    paypal.setWebhookMode('held');
    paypal.registerWebhook(payPalWebhook);
    const [paid] = paypal.transfers();
    if (!paid) throw new Error('PayPal has moved nothing yet');
    // Said again: nothing changes, and PayPal tells of it.
    paypal.moveItem(paid.payoutItemId, paid.status);
    const { body, headers } = paypal.transmissionOf(paypal.webhooks().at(-1)?.id ?? '');
    return { raw: { body, headers } };
  },
};
