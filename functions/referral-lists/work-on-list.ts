/** SQS worker: one message, one referral list to preview or to commit. A throw returns the message to the queue. */
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { clientDirectory } from '../../shared/adapters/ledger/client-directory.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { listedEmails } from '../../shared/adapters/ledger/listed-emails.ts';
import { partnerLedger } from '../../shared/adapters/ledger/partner-ledger.ts';
import { referralLists } from '../../shared/adapters/ledger/referral-lists.ts';
import { connectListQueue } from '../../shared/adapters/sqs/list-queue.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { ledgerEnvironment, listQueueEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { type WorkOnListMessage, workOnListMessageSchema } from '../../shared/contracts/referral-lists.ts';
import { NoSuchList, type WorkDependencies, workOnList } from '../../shared/usecases/referral-lists/work-on-list.ts';
import { logger, logsRequest } from '../logging.ts';

const environment = readEnvironment(ledgerEnvironment.extend(listQueueEnvironment.shape));
const table = connectTable(environment.TABLE_NAME);
const dependencies: WorkDependencies = {
  lists: referralLists(table),
  listed: listedEmails(table),
  directory: clientDirectory(table),
  clients: earningsLedger(table),
  ledger: partnerLedger(table),
  queue: connectListQueue(environment.LIST_QUEUE_URL),
  clock: systemClock,
};
const processor = new BatchProcessor(EventType.SQS, { logger });

async function workOnRecord({ messageId, body }: SQSRecord): Promise<void> {
  try {
    const message = readMessage(body);
    logger.info('a list was worked on', { list: message.listId, end: await workOnList(message, dependencies) });
  } catch (error) {
    // The processor only reports which messages failed: without this line nobody would ever learn why.
    logger.error('a list message failed', { messageId, error: error instanceof Error ? error : String(error) });
    throw error;
  }
}

/** No cause: what cannot be read may be anything, and both parsers may quote it. */
function readMessage(body: string): WorkOnListMessage {
  try {
    return workOnListMessageSchema.parse(JSON.parse(body));
  } catch {
    throw new NoSuchList('the message is none that names a referral list');
  }
}

export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(logsRequest())
  .handler((event, context) =>
    processPartialResponse(event, workOnRecord, processor, { context, throwOnFullBatchFailure: false }),
  );
