/** `POST /paypal/webhook`: checks PayPal's signature on the raw body, has the batch looked at, and answers at once. */
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { takenWebhooks } from '../../shared/adapters/ledger/taken-webhooks.ts';
import { webhookCertificates } from '../../shared/adapters/paypal/webhook-certificates.ts';
import { checkSignature } from '../../shared/adapters/paypal/webhook-signature.ts';
import { connectLookQueue } from '../../shared/adapters/sqs/look-queue.ts';
import { MAX_BODY_BYTES } from '../../shared/contracts/api/endpoint.ts';
import { ledgerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { lookQueueEnvironment, payPalWebhookEnvironment } from '../../shared/contracts/look-environment.ts';
import {
  WEBHOOK_MAX_AGE_SECONDS,
  type WebhookEvent,
  webhookEventSchema,
} from '../../shared/contracts/paypal-webhook.ts';
import { fieldErrors } from '../../shared/contracts/problem.ts';
import { instant } from '../../shared/domain/calendar/time-zone.ts';
import { takeWebhook } from '../../shared/usecases/settlement/take-webhook.ts';
import { HttpProblem, json, problemDetails } from '../http-problem.ts';
import { logger, logsRequest } from '../logging.ts';

const environment = readEnvironment(
  ledgerEnvironment.extend({ ...lookQueueEnvironment.shape, ...payPalWebhookEnvironment.shape }),
);
const dependencies = {
  taken: takenWebhooks(connectTable(environment.TABLE_NAME)),
  queue: connectLookQueue(environment.LOOK_QUEUE_URL),
};
const proof = {
  webhookId: environment.PAYPAL_WEBHOOK_ID,
  certificates: webhookCertificates({ baseUrl: environment.PAYPAL_BASE_URL, now: () => performance.now() }),
};

async function postWebhook(request: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const body = Buffer.from(request.body ?? '', request.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > MAX_BODY_BYTES) {
    const detail = `${body.length} bytes; at most ${MAX_BODY_BYTES} are taken`;
    throw new HttpProblem({ title: 'The body is too large', status: 413, detail });
  }
  // The gateway's clock, not the function's: it is the one that saw the request arrive.
  const arrivedAt = request.requestContext.timeEpoch;
  const verdict = await checkSignature(request.headers, body, arrivedAt, proof);
  if (!verdict.genuine) throw new HttpProblem({ title: 'Not sent by PayPal', status: 401, detail: verdict.why });
  const event = readEvent(body);
  const outcome = await takeWebhook(event, instant(arrivedAt + WEBHOOK_MAX_AGE_SECONDS * 2_000), dependencies);
  logger.info('a webhook of PayPal', { event: event.id, type: event.event_type, outcome });
  return json(200, { outcome });
}

function readEvent(body: Buffer): WebhookEvent {
  let content: unknown;
  try {
    content = JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new HttpProblem({ title: 'The body is not JSON', status: 400 }, { cause });
  }
  const parsed = webhookEventSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error.issues);
  throw new HttpProblem({ title: 'This is no webhook as PayPal sends them', status: 400, errors });
}

export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
  .use(logsRequest())
  .use(problemDetails())
  .handler(postWebhook);
