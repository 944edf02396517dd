/** The queue of what is to be looked at over SQS. */
import { SQSClient } from '@aws-sdk/client-sqs';
import type { LookQueue } from '../../ports/look-queue.ts';
import { sendAll } from './send-all.ts';

export const lookQueue = (client: SQSClient, queueUrl: string): LookQueue => ({
  send: (messages) => sendAll(client, queueUrl, messages),
});

export const connectLookQueue = (queueUrl: string): LookQueue => lookQueue(new SQSClient({}), queueUrl);
