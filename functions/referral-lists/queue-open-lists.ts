/** The daily rule: queues the referral lists again whose preview or commit is not over. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { referralLists } from '../../shared/adapters/ledger/referral-lists.ts';
import { connectListQueue } from '../../shared/adapters/sqs/list-queue.ts';
import { ledgerEnvironment, listQueueEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { openListsReportSchema } from '../../shared/contracts/referral-lists.ts';
import { scheduledInputSchema } from '../../shared/contracts/settlement.ts';
import { queueOpenLists } from '../../shared/usecases/referral-lists/queue-open-lists.ts';
import { workflowStep } from '../workflow-step.ts';

const environment = readEnvironment(ledgerEnvironment.extend(listQueueEnvironment.shape));
const dependencies = {
  lists: referralLists(connectTable(environment.TABLE_NAME)),
  queue: connectListQueue(environment.LIST_QUEUE_URL),
};

export const handler = workflowStep({ input: scheduledInputSchema, output: openListsReportSchema }, () =>
  queueOpenLists(dependencies),
);
