/** The payout queue over SQS. */
import { SQSClient } from '@aws-sdk/client-sqs';
import type { PayoutQueue } from '../../ports/payout-queue.ts';
import { sendAll } from './send-all.ts';

export const payoutQueue = (client: SQSClient, queueUrl: string): PayoutQueue => ({
  send: (messages) => sendAll(client, queueUrl, messages),
});

export const connectQueue = (queueUrl: string): PayoutQueue => payoutQueue(new SQSClient({}), queueUrl);
