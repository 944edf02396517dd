/** SQS worker: one message, one batch. A throw returns only that message to the queue. */
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { settleBatchMessageSchema } from '../../shared/contracts/settlement.ts';
import { settleBatch } from '../../shared/usecases/settlement/settle-batch.ts';
import { logger } from '../logging.ts';
import { connectSettlement } from './connect.ts';

const dependencies = connectSettlement();
const processor = new BatchProcessor(EventType.SQS, { logger });

async function settleRecord({ body }: SQSRecord): Promise<void> {
  await settleBatch(settleBatchMessageSchema.parse(JSON.parse(body)), dependencies);
}

export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(injectLambdaContext(logger))
  .handler((event, context) =>
    processPartialResponse(event, settleRecord, processor, { context, throwOnFullBatchFailure: false }),
  );
