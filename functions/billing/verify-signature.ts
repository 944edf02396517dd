/** Billing signs each call: HMAC-SHA256 over the time and the raw body, within five minutes of the gateway's clock. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import {
  SIGNATURE_HEADER,
  SIGNATURE_TOLERANCE_SECONDS,
  TIMESTAMP_HEADER,
} from '../../shared/contracts/billing-events.ts';
import { HttpProblem } from '../http-problem.ts';

export const signatureOf = (hmacKey: string, timestamp: string, body: Buffer): string =>
  createHmac('sha256', hmacKey).update(`${timestamp}.`).update(body).digest('hex');

/** @throws HttpProblem 401; which of the checks failed is told, the expected signature is not. */
export function verifySignature(event: APIGatewayProxyEventV2, body: Buffer, hmacKey: string): void {
  const timestamp = event.headers[TIMESTAMP_HEADER] ?? '';
  const signature = event.headers[SIGNATURE_HEADER] ?? '';
  if (!/^\d{10}$/.test(timestamp) || !/^[0-9a-f]{64}$/.test(signature)) {
    throw unauthorized(`send ${TIMESTAMP_HEADER} (seconds since 1970) and ${SIGNATURE_HEADER} (64 hexadecimal digits)`);
  }
  // The gateway's clock, not the function's: it is the one that saw the request arrive.
  const age = event.requestContext.timeEpoch / 1_000 - Number(timestamp);
  if (Math.abs(age) > SIGNATURE_TOLERANCE_SECONDS) {
    throw unauthorized(
      `the timestamp is ${Math.round(Math.abs(age))} s off; ${SIGNATURE_TOLERANCE_SECONDS} s are tolerated`,
    );
  }
  const expected = signatureOf(hmacKey, timestamp, body);
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected)))
    throw unauthorized('the signature does not match the body');
}

const unauthorized = (detail: string): HttpProblem =>
  new HttpProblem({ title: 'The call is not signed by billing', status: 401, detail });
