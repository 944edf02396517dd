/** The payout gateway on PayPal's Payouts API v1: the SDK's requests over our own transport. */
import paypal from '@paypal/payouts-sdk';
import type { PayPalCredentials } from '../../contracts/paypal.ts';
import type { PayoutGateway, SendOutcome } from '../../ports/payout-gateway.ts';
import { createRequest } from './create-request.ts';
import { type Answer, LoginRefused, NoAnswer, NotAsked, PayoutsClient } from './payouts-client.ts';
import { PAGE_SIZE, readBatch, readItem } from './read-batch.ts';
import { debugIdOf, readError, wordsOf } from './read-error.ts';
import { sortSendAnswer } from './sort-send-answer.ts';

export interface PayPalGatewayOptions {
  /** Origin of the API, such as `https://api-m.sandbox.paypal.com`; a path in it is dropped. */
  readonly baseUrl: string;
  /** Asked at each call: expected to cache, and to notice a rotated secret. */
  readonly credentials: () => Promise<PayPalCredentials>;
  /** For one exchange, body included. @default 30000 */
  readonly deadlineMs?: number;
  /** Milliseconds; ages the OAuth token. */
  readonly now: () => number;
}

const DEFAULT_DEADLINE_MS = 30_000;

/** @throws RangeError for a base URL that would send the credentials in the clear. */
export function payPalGateway(options: PayPalGatewayOptions): PayoutGateway {
  const { baseUrl, deadlineMs = DEFAULT_DEADLINE_MS, now } = options;
  refuseCleartext(baseUrl);
  let client: { readonly of: PayPalCredentials; readonly is: PayoutsClient } | undefined;

  async function execute(request: object): Promise<Answer> {
    const credentials = await readCredentials(options.credentials);
    if (client?.of.clientId !== credentials.clientId || client.of.clientSecret !== credentials.clientSecret) {
      client = { of: credentials, is: new PayoutsClient({ baseUrl, credentials, deadlineMs, now }) };
    }
    return client.is.execute(request);
  }

  return {
    async send(batch) {
      try {
        return sortSendAnswer(await execute(createRequest(batch)), batch);
      } catch (error) {
        return sortSendFailure(error);
      }
    },

    async findBatch(payoutBatchId) {
      const getPage = (page: number) =>
        execute(new paypal.payouts.PayoutsGetRequest(payoutBatchId).page(page).pageSize(PAGE_SIZE).totalRequired(true));
      try {
        return await readBatch(payoutBatchId, getPage);
      } catch (error) {
        return { kind: 'unavailable', cause: causeOf(error) };
      }
    },

    async findItem(payoutItemId) {
      try {
        return readItem(payoutItemId, await execute(new paypal.payouts.PayoutsItemGetRequest(payoutItemId)));
      } catch (error) {
        return { kind: 'unavailable', cause: causeOf(error) };
      }
    },

    async cancelItem(payoutItemId) {
      try {
        const answer = await execute(new paypal.payouts.PayoutsItemCancelRequest(payoutItemId));
        if (answer.statusCode >= 200 && answer.statusCode < 300) return { kind: 'asked' };
        const error = readError(answer);
        const definite = [400, 403, 404, 422].includes(answer.statusCode);
        return definite && error
          ? { kind: 'refused', error: error.name }
          : { kind: 'unavailable', cause: wordsOf(answer, error) };
      } catch (error) {
        return { kind: 'unavailable', cause: causeOf(error) };
      }
    },
  };
}

/** A refused login is definite, since no batch was posted. Any other failure may have come after PayPal read the batch. */
function sortSendFailure(error: unknown): SendOutcome {
  if (error instanceof NotAsked) return { kind: 'not-sent', cause: error.message, debugId: undefined };
  if (!(error instanceof LoginRefused)) return { kind: 'unknown', cause: causeOf(error), debugId: undefined };
  const { answer } = error;
  const named = readError(answer);
  return {
    kind: 'refused',
    status: answer.statusCode,
    error: named?.name ?? 'LOGIN_REFUSED',
    debugId: debugIdOf(answer, named),
  };
}

async function readCredentials(credentials: () => Promise<PayPalCredentials>): Promise<PayPalCredentials> {
  try {
    return await credentials();
  } catch (error) {
    throw new NotAsked(`PayPal was not asked: ${error instanceof Error ? error.message : 'no credentials'}`, {
      cause: error,
    });
  }
}

/** Our own errors are in the outcomes' vocabulary; any other is a bug, which must not pass for an answer of PayPal's. */
function causeOf(error: unknown): string {
  if (error instanceof NoAnswer || error instanceof LoginRefused) return error.message;
  throw error;
}

function refuseCleartext(baseUrl: string): void {
  const { protocol, hostname } = new URL(baseUrl);
  const loopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  if (protocol === 'https:' || (protocol === 'http:' && loopback)) return;
  throw new RangeError(
    `PayPal's base URL must begin with https:// (http:// only on this machine), not ${protocol}//${hostname}`,
  );
}
