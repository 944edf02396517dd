import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import 'aws-sdk-client-mock-vitest/extend';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { payoutQueue } from '../../../shared/adapters/sqs/payout-queue.ts';
import { type SettleBatchMessage, settleBatchMessageSchema } from '../../../shared/contracts/settlement.ts';

const sqs = mockClient(SQSClient);
afterAll(() => sqs.restore());
const queue = payoutQueue(new SQSClient({ region: 'us-east-1' }), 'https://queue.example/payouts');
const message = (number: number): SettleBatchMessage =>
  settleBatchMessageSchema.parse({
    weekEnding: '2026-11-14',
    manifest: `g00-${String(number).padStart(4, '0')}`,
    generation: 1,
    hash: 'a'.repeat(64),
  });

beforeEach(() => sqs.reset());

it('sends ten messages a call, and the last ones too', async () => {
  sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
  await queue.send(Array.from({ length: 21 }, (_, number) => message(number)));
  const sent = sqs.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input.Entries ?? []);
  expect(sent.map((entries) => entries.length)).toEqual([10, 10, 1]);
  expect(sent.flat().map(({ MessageBody }) => JSON.parse(MessageBody ?? '').manifest)).toEqual(
    Array.from({ length: 21 }, (_, number) => message(number).manifest),
  );
});

it('asks nothing of SQS when there is nothing to send', async () => {
  await queue.send([]);
  expect(sqs).not.toHaveReceivedCommand(SendMessageBatchCommand);
});

it('takes a message that SQS refused for a failure, though the call was answered', async () => {
  sqs.on(SendMessageBatchCommand).resolves({
    Successful: [],
    Failed: [{ Id: '1', Code: 'InternalError', SenderFault: false }],
  });
  await expect(queue.send([message(0), message(1)])).rejects.toThrow(/1 of 2 messages were refused: InternalError/);
});
