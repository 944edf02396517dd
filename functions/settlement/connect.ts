/** Joins the use cases of paying with DynamoDB, SQS and PayPal, from the environment of a function. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { settlementLedger } from '../../shared/adapters/ledger/settlement-ledger.ts';
import { connectQueue } from '../../shared/adapters/sqs/payout-queue.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import {
  ledgerEnvironment,
  payPalEnvironment,
  queueEnvironment,
  readEnvironment,
} from '../../shared/contracts/environment.ts';
import type { SettlementDependencies } from '../../shared/usecases/settlement/dependencies.ts';
import { raiseAlarm } from '../logging.ts';
import { connectGateway } from './connect-gateway.ts';

const environmentSchema = ledgerEnvironment.extend({ ...queueEnvironment.shape, ...payPalEnvironment.shape });

export function connectSettlement(): SettlementDependencies {
  const environment = readEnvironment(environmentSchema);
  return {
    ledger: settlementLedger(connectTable(environment.TABLE_NAME)),
    queue: connectQueue(environment.PAYOUT_QUEUE_URL),
    gateway: connectGateway(environment),
    clock: systemClock,
    alarm: raiseAlarm,
  };
}
