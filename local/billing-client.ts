/** Sends events as a billing system does: signed, up to 500 a call, again when the program is busy. */
import { createHmac } from 'node:crypto';
import {
  type BillingEventInput,
  billingResponseSchema,
  type EventResult,
  MAX_EVENTS,
  SIGNATURE_HEADER,
  TIMESTAMP_HEADER,
} from '../shared/contracts/billing-events.ts';

export interface BillingClient {
  /** What it signs with, for people who call by hand. */
  readonly hmacKey: string;
  /** Results in the order of the events. @throws BillingRefused when the program will not take the call. */
  send(events: readonly BillingEventInput[]): Promise<EventResult[]>;
}

export class BillingRefused extends Error {
  override readonly name = 'BillingRefused';
}

/** Every event is idempotent by its id: what failed on the server's side is simply sent again. */
const TRIES = 5;

export function billingClient(apiUrl: string, hmacKey: string): BillingClient {
  return {
    hmacKey,
    async send(events) {
      const results: EventResult[] = [];
      for (let from = 0; from < events.length; from += MAX_EVENTS) {
        results.push(...(await post(apiUrl, hmacKey, events.slice(from, from + MAX_EVENTS))));
      }
      return results;
    },
  };
}

async function post(apiUrl: string, hmacKey: string, events: readonly BillingEventInput[]): Promise<EventResult[]> {
  const body = JSON.stringify({ events });
  let problem = '';
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = createHmac('sha256', hmacKey).update(`${timestamp}.${body}`).digest('hex');
    const answer = await fetch(`${apiUrl}/billing/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: signature },
      body,
    });
    if (answer.ok) return billingResponseSchema.parse(await answer.json()).results;
    problem = `${answer.status} ${await answer.text()}`;
    if (answer.status < 500) break;
  }
  throw new BillingRefused(`POST /billing/events: ${problem}`);
}
