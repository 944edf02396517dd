/** The queue of referral lists over SQS. */
import { SQSClient } from '@aws-sdk/client-sqs';
import type { ListQueue } from '../../ports/list-queue.ts';
import { sendAll } from './send-all.ts';

export const listQueue = (client: SQSClient, queueUrl: string): ListQueue => ({
  send: (messages) => sendAll(client, queueUrl, messages),
});

export const connectListQueue = (queueUrl: string): ListQueue => listQueue(new SQSClient({}), queueUrl);
