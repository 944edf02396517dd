/** Joins the use cases of paying with DynamoDB, SQS and PayPal, from the environment of a function. */
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { settlementLedger } from '../../shared/adapters/ledger/settlement-ledger.ts';
import { payPalGateway } from '../../shared/adapters/paypal/paypal-gateway.ts';
import { secretJson } from '../../shared/adapters/secrets/secret-json.ts';
import { connectQueue } from '../../shared/adapters/sqs/payout-queue.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import {
  ledgerEnvironment,
  payPalEnvironment,
  queueEnvironment,
  readEnvironment,
} from '../../shared/contracts/environment.ts';
import { payPalCredentialsSchema } from '../../shared/contracts/paypal.ts';
import type { SettlementDependencies } from '../../shared/usecases/settlement/dependencies.ts';
import { raiseAlarm } from '../logging.ts';

const environmentSchema = ledgerEnvironment.extend({ ...queueEnvironment.shape, ...payPalEnvironment.shape });

export function connectSettlement(): SettlementDependencies {
  const environment = readEnvironment(environmentSchema);
  return {
    ledger: settlementLedger(connectTable(environment.TABLE_NAME)),
    queue: connectQueue(environment.PAYOUT_QUEUE_URL),
    gateway: payPalGateway({
      baseUrl: environment.PAYPAL_BASE_URL,
      credentials: secretJson({
        client: new SecretsManagerClient({}),
        secretId: environment.PAYPAL_SECRET_ARN,
        schema: payPalCredentialsSchema,
        now: systemClock.now,
      }),
      now: systemClock.now,
    }),
    clock: systemClock,
    alarm: raiseAlarm,
  };
}
