/** Queues the frozen batches of a run that passed its guard. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { settlementLedger } from '../../shared/adapters/ledger/settlement-ledger.ts';
import { connectQueue } from '../../shared/adapters/sqs/payout-queue.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { ledgerEnvironment, queueEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { runRefSchema, settlementStateSchema } from '../../shared/contracts/payout-run.ts';
import { queueBatches } from '../../shared/usecases/settlement/queue-batches.ts';
import { workflowStep } from '../workflow-step.ts';

const environment = readEnvironment(ledgerEnvironment.extend(queueEnvironment.shape));
const dependencies = {
  ledger: settlementLedger(connectTable(environment.TABLE_NAME)),
  queue: connectQueue(environment.PAYOUT_QUEUE_URL),
  clock: systemClock,
};

export const handler = workflowStep({ input: runRefSchema, output: settlementStateSchema }, (input) =>
  queueBatches(input, dependencies),
);
