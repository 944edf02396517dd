/** SQS worker: one message, one look at PayPal, or one unclaimed payout to cancel. A throw returns only that message to the queue. */
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type LookMessage, lookMessageSchema } from '../../shared/contracts/settlement.ts';
import { cancelUnclaimed } from '../../shared/usecases/settlement/cancel-unclaimed.ts';
import { lookNow } from '../../shared/usecases/settlement/look-now.ts';
import { logger, logsRequest } from '../logging.ts';
import { connectReconciliation } from './connect-reconciliation.ts';

/** A message that asks for nothing that this version knows. */
class NoSuchOrder extends Error {
  override readonly name = 'NoSuchOrder';
}

const dependencies = connectReconciliation();
const processor = new BatchProcessor(EventType.SQS, { logger });

async function lookAtRecord({ messageId, body }: SQSRecord): Promise<void> {
  try {
    const message = readMessage(body);
    const end = await (message.kind === 'look'
      ? lookNow(message, dependencies)
      : cancelUnclaimed(message, dependencies));
    logger.info('a look at PayPal', { ...message, end });
  } catch (error) {
    // The processor only reports which messages failed: without this line nobody would ever learn why.
    logger.error('a look at PayPal failed', { messageId, error: error instanceof Error ? error : String(error) });
    throw error;
  }
}

/** No cause: what cannot be read may be anything, and both parsers may quote it. */
function readMessage(body: string): LookMessage {
  try {
    return lookMessageSchema.parse(JSON.parse(body));
  } catch {
    throw new NoSuchOrder('the message asks for no look and no cancellation');
  }
}

export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(logsRequest())
  .handler((event, context) =>
    processPartialResponse(event, lookAtRecord, processor, { context, throwOnFullBatchFailure: false }),
  );
