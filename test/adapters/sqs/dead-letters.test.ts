import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import 'aws-sdk-client-mock-vitest/extend';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { sqsDeadLetters } from '../../../shared/adapters/sqs/dead-letters.ts';
import type { DeadLetter } from '../../../shared/ports/dead-letters.ts';

const url = (name: string) => `https://queue.example/${name}`;
const urls = {
  deadLetters: {
    payouts: url('payouts-dead'),
    looks: url('looks-dead'),
    mails: url('mails-dead'),
    lists: url('lists-dead'),
    friday: url('friday-dead'),
    daily: url('daily-dead'),
  },
  sources: { payouts: url('payouts'), looks: url('looks'), mails: url('mails'), lists: url('lists') },
};
const sqs = mockClient(SQSClient);
afterAll(() => sqs.restore());
let time = 0;
const deadLetters = sqsDeadLetters(new SQSClient({ region: 'us-east-1' }), urls, () => time);
const message = (number: number): Message => ({
  MessageId: `m${number}`,
  Body: `body ${number}`,
  ReceiptHandle: `receipt ${number}`,
  Attributes: { SentTimestamp: '1700000000000', ApproximateReceiveCount: '6' },
});
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, place) => from + place);
/** One answer a call, in turn; then nothing. */
function answers(...pages: readonly (readonly number[])[]): void {
  let call = 0;
  sqs.on(ReceiveMessageCommand).callsFake(() => ({ Messages: (pages[call++] ?? []).map(message) }));
}
async function take(how: Partial<Parameters<typeof deadLetters.take>[1]> = {}) {
  const taken: DeadLetter[] = [];
  for await (const letters of deadLetters.take('payouts', { most: 10, hideSeconds: 5, waitSeconds: 1, ...how }))
    taken.push(...letters);
  return taken;
}
const asked = () => sqs.commandCalls(ReceiveMessageCommand).map(({ args }) => args[0].input.MaxNumberOfMessages);

beforeEach(() => {
  sqs.reset();
  time = 0;
});

describe('taking', () => {
  it('hides messages for as long as was said, and tells what they say', async () => {
    answers([1]);
    expect(await take()).toEqual([
      { messageId: 'm1', body: 'body 1', sentAt: 1_700_000_000_000, receiveCount: 6, receipt: 'receipt 1' },
    ]);
    expect(sqs).toHaveReceivedCommandWith(ReceiveMessageCommand, {
      QueueUrl: url('payouts-dead'),
      VisibilityTimeout: 5,
      WaitTimeSeconds: 1,
    });
  });

  it('goes on until there are enough, ten a call at most', async () => {
    answers(numbers(1, 10), numbers(11, 14), numbers(15, 24));
    expect(await take({ most: 17 })).toHaveLength(17 + 7);
    expect(asked()).toEqual([10, 7, 3]);
  });

  it('ends at an empty answer', async () => {
    answers(numbers(1, 3), []);
    expect(await take()).toHaveLength(3);
    expect(asked()).toEqual([10, 7]);
  });

  it('ends in time, whatever is left', async () => {
    sqs.on(ReceiveMessageCommand).callsFake(() => {
      time += 6_000;
      return { Messages: [message(time)] };
    });
    expect(await take({ most: 100 })).toHaveLength(3);
  });

  it('ends when it has what was wanted, steps over the others and leaves them out', async () => {
    answers(numbers(1, 10), [11, 12], [13]);
    expect((await take({ wanted: ['m3', 'm12'] })).map(({ messageId }) => messageId)).toEqual(['m3', 'm12']);
    expect(asked()).toEqual([10, 10]);
  });

  it('has a message that comes twice once', async () => {
    answers([1, 2], [1, 3], []);
    expect((await take()).map(({ messageId }) => messageId)).toEqual(['m1', 'm2', 'm3']);
  });

  it('ends when it meets the same messages again, wherever the wanted one may be', async () => {
    answers([1, 2], [2], [3]);
    expect(await take({ wanted: ['m9'] })).toEqual([]);
    expect(asked()).toEqual([10, 10]);
  });

  it('hands them out as they come, and asks for no more than somebody works on', async () => {
    answers([1, 2], [3]);
    for await (const letters of deadLetters.take('payouts', { most: 10, hideSeconds: 5, waitSeconds: 1 })) {
      expect(letters.map(({ messageId }) => messageId)).toEqual(['m1', 'm2']);
      break;
    }
    expect(asked()).toEqual([10]);
  });

  it('tells why a rule could not deliver its event', async () => {
    const MessageAttributes = {
      ERROR_CODE: { DataType: 'String', StringValue: 'NO_PERMISSIONS' },
      ERROR_MESSAGE: { DataType: 'String', StringValue: 'not allowed' },
    };
    sqs.on(ReceiveMessageCommand).resolvesOnce({ Messages: [{ ...message(1), MessageAttributes }] });
    expect(await take({ most: 1 })).toMatchObject([{ error: 'NO_PERMISSIONS: not allowed' }]);
  });
});

it('counts what waits and what is hidden', async () => {
  const Attributes = { ApproximateNumberOfMessages: '3', ApproximateNumberOfMessagesNotVisible: '2' };
  sqs.on(GetQueueAttributesCommand, { QueueUrl: url('daily-dead') }).resolves({ Attributes });
  expect(await deadLetters.counts('daily')).toEqual({ waiting: 3, hidden: 2 });
});

it('sends back to the source, and deletes from the dead letters', async () => {
  answers([1]);
  const [letter] = await take();
  if (!letter) throw new Error('nothing was taken');
  await deadLetters.sendBack('mails', letter);
  await deadLetters.delete('mails', letter);
  expect(sqs).toHaveReceivedCommandWith(SendMessageCommand, { QueueUrl: url('mails'), MessageBody: 'body 1' });
  expect(sqs).toHaveReceivedCommandWith(DeleteMessageCommand, {
    QueueUrl: url('mails-dead'),
    ReceiptHandle: 'receipt 1',
  });
});
