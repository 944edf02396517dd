/** Billing's endpoint. It stands in the document with the others; its handler checks a signature instead of a sign-in and is its own. */
import { DEFAULT_SETTINGS } from '../../domain/program-settings.ts';
import {
  billingRequestSchema,
  billingResponseSchema,
  MAX_EVENTS,
  SIGNATURE_TOLERANCE_SECONDS,
} from '../billing-events.ts';
import { endpoint } from './endpoint.ts';

export const takeBillingEvents = endpoint({
  operationId: 'takeBillingEvents',
  method: 'POST',
  path: '/billing/events',
  access: 'billing',
  summary: 'Tells the program what happened in billing',
  description: [
    `Partners, clients, payments, refunds, chargebacks and cancellations, 1 to ${MAX_EVENTS} a call, in any order. Each event is idempotent by its \`id\`: the same again is a \`duplicate\`, the same id with other content is refused. Answered event by event: what is refused leaves the others accepted.`,
    `Signed: \`x-billing-timestamp\` is the time in seconds since 1970, at most ${SIGNATURE_TOLERANCE_SECONDS} s off; \`x-billing-signature\` is the HMAC-SHA256, in hexadecimal, of \`<timestamp>.<raw body>\` by the key that the deployment shares with billing.`,
  ].join('\n\n'),
  // The time zone decides only which day an instant is, which no document shows.
  body: billingRequestSchema(DEFAULT_SETTINGS.timeZone),
  answer: {
    status: 200,
    description: 'What became of each event, in the order of the call',
    body: billingResponseSchema,
  },
  refusals: { 400: 'No event was taken in: the body is not JSON, or an event is not as it should be' },
});
