/** The mail queue over SQS. */
import { SQSClient } from '@aws-sdk/client-sqs';
import type { MailQueue } from '../../ports/mail-queue.ts';
import { sendAll } from './send-all.ts';

export const mailQueue = (client: SQSClient, queueUrl: string): MailQueue => ({
  send: (messages) => sendAll(client, queueUrl, messages),
});

export const connectMailQueue = (queueUrl: string): MailQueue => mailQueue(new SQSClient({}), queueUrl);
