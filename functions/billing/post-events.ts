/** `POST /billing/events`: checks the signature, then the contract, then takes the events in. */

import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { secretJson } from '../../shared/adapters/secrets/secret-json.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import {
  type BillingEvent,
  type BillingResponse,
  billingRequestSchema,
  billingSecretSchema,
} from '../../shared/contracts/billing-events.ts';
import { billingEnvironment, ledgerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { fieldErrors } from '../../shared/contracts/problem.ts';
import { localDayOf } from '../../shared/domain/calendar/time-zone.ts';
import { takeInEvents } from '../../shared/usecases/intake/take-in-events.ts';
import { HttpProblem, json, problemDetails } from '../http-problem.ts';
import { logger, logsRequest } from '../logging.ts';
import { pause } from '../pause.ts';
import { verifySignature } from './verify-signature.ts';

const environment = readEnvironment(ledgerEnvironment.extend(billingEnvironment.shape));
const ledger = intakeLedger(connectTable(environment.TABLE_NAME));
const secret = secretJson({
  client: new SecretsManagerClient({}),
  secretId: environment.BILLING_SECRET_ARN,
  schema: billingSecretSchema,
  now: systemClock.now,
});

async function postEvents(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  verifySignature(event, body, (await secret()).hmacKey);
  const now = systemClock.now();
  const settings = await ledger.begin(now);
  const events = parseEvents(body, settings.timeZone);
  const results = await takeInEvents(events, {
    ledger,
    settings,
    today: localDayOf(now, settings.timeZone),
    pause,
  });
  const counts = Object.fromEntries(
    Object.entries(Object.groupBy(results, ({ outcome }) => outcome)).map(([outcome, group]) => [
      outcome,
      group?.length,
    ]),
  );
  logger.info('events taken in', counts);
  return json(200, { results } satisfies BillingResponse);
}

function parseEvents(body: Buffer, timeZone: string): readonly BillingEvent[] {
  let content: unknown;
  try {
    content = JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new HttpProblem({ title: 'The body is not JSON', status: 400 }, { cause });
  }
  const parsed = billingRequestSchema(timeZone).safeParse(content);
  if (parsed.success) return parsed.data.events;
  const { issues } = parsed.error;
  throw new HttpProblem({
    title: 'The events are not as they should be; none was taken in',
    status: 400,
    detail: `${issues.length} ${issues.length === 1 ? 'problem' : 'problems'}`,
    errors: fieldErrors(issues),
  });
}

export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
  .use(logsRequest())
  .use(problemDetails())
  .handler(postEvents);
