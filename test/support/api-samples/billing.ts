/** Sample calls of billing. */
import { createHmac, randomUUID } from 'node:crypto';
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from '../../../shared/contracts/billing-events.ts';
import type { Samples } from './sample.ts';

export const BILLING_SAMPLES: Samples = {
  takeBillingEvents({ program }) {
    const id = randomUUID();
    const partner = {
      id,
      type: 'partner',
      partnerId: `told-${id.slice(0, 8)}`,
      name: 'Told',
      email: 'told@partner.example',
    };
    const body = JSON.stringify({ events: [partner] });
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const { hmacKey } = program.billing;
    const signature = createHmac('sha256', hmacKey).update(`${timestamp}.${body}`).digest('hex');
    const headers = {
      'content-type': 'application/json',
      [TIMESTAMP_HEADER]: timestamp,
      [SIGNATURE_HEADER]: signature,
    };
    return { raw: { body, headers } };
  },
};
