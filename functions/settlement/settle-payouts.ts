/** SQS worker: one message, one batch. A throw returns only that message to the queue. */
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type SettleBatchMessage, settleBatchMessageSchema } from '../../shared/contracts/settlement.ts';
import { NotThisBatch, settleBatch } from '../../shared/usecases/settlement/settle-batch.ts';
import { logger, logsRequest } from '../logging.ts';
import { connectSettlement } from './connect.ts';

const dependencies = connectSettlement();
const processor = new BatchProcessor(EventType.SQS, { logger });

async function settleRecord({ messageId, body }: SQSRecord): Promise<void> {
  try {
    await settleBatch(readMessage(body), dependencies);
  } catch (error) {
    // The processor only reports which messages failed: without this line nobody would ever learn why.
    logger.error('a payout message failed', { messageId, error: error instanceof Error ? error : String(error) });
    throw error;
  }
}

/** No cause: what cannot be read may be anything, and both parsers may quote it. */
function readMessage(body: string): SettleBatchMessage {
  try {
    return settleBatchMessageSchema.parse(JSON.parse(body));
  } catch {
    throw new NotThisBatch('the message is none that queues a batch');
  }
}

export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(logsRequest())
  .handler((event, context) =>
    processPartialResponse(event, settleRecord, processor, { context, throwOnFullBatchFailure: false }),
  );
