import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { mailQueue } from '../../../shared/adapters/sqs/mail-queue.ts';
import { sendMailMessageSchema } from '../../../shared/contracts/mail.ts';

const sqs = mockClient(SQSClient);
afterAll(() => sqs.restore());
const queue = mailQueue(new SQSClient({ region: 'us-east-1' }), 'https://queue.example/mails');
const ids = Array.from({ length: 11 }, (_, number) => `mail-${number}`);

beforeEach(() => sqs.reset());

it('sends the ids, ten a call, as the worker reads them', async () => {
  sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
  await queue.send(ids.map((id) => ({ id })));
  const calls = sqs.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input);
  expect(calls.map(({ QueueUrl, Entries }) => [QueueUrl, Entries?.length])).toEqual([
    ['https://queue.example/mails', 10],
    ['https://queue.example/mails', 1],
  ]);
  const bodies = calls.flatMap(({ Entries }) => Entries ?? []).map(({ MessageBody }) => JSON.parse(MessageBody ?? ''));
  expect(bodies.map((body) => sendMailMessageSchema.parse(body).id)).toEqual(ids);
});
