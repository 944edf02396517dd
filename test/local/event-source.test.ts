import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EmbeddedCloud, EmbeddedCloudOptions } from '../../local/embedded-cloud.ts';
import { failedMessages } from '../../local/event-source/failed-messages.ts';
import { START, startFixture } from './fixture-stack.ts';

const queueArn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });

interface Calls {
  readonly cloud: EmbeddedCloud;
  readonly client: SQSClient;
  /** What the function wrote, by line. */
  readonly lines: string[];
  send(...bodies: string[]): Promise<void>;
}

async function connected(
  code: string,
  mapping: object = {},
  options: Partial<EmbeddedCloudOptions> = {},
): Promise<Calls> {
  const lines: string[] = [];
  const cloud = await startFixture(
    {
      functions: { Settle: { code } },
      resources: {
        Batches: {
          Type: 'AWS::SQS::Queue',
          Properties: {
            VisibilityTimeout: 720,
            RedrivePolicy: { deadLetterTargetArn: queueArn('Dead'), maxReceiveCount: 2 },
          },
        },
        Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
        Mapping: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            EventSourceArn: queueArn('Batches'),
            FunctionName: { Ref: 'Settle' },
            BatchSize: 10,
            FunctionResponseTypes: ['ReportBatchItemFailures'],
            ...mapping,
          },
        },
      },
    },
    { ...options, onLog: ({ line }) => lines.push(line) },
  );
  const client = new SQSClient(cloud.clientSettings('sqs'));
  onTestFinished(() => client.destroy());
  const send = async (...bodies: string[]) => {
    const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await client.send(new SendMessageBatchCommand({ QueueUrl: cloud.queueUrl('Batches'), Entries }));
  };
  return { cloud, client, lines, send };
}

/** Writes the bodies it got; those that start with `bad` it reports as failed. */
const PICKY = `export const handler = async ({ Records }) => {
  console.log(Records.map(({ body, attributes }) => body + attributes.ApproximateReceiveCount).join());
  return { batchItemFailures: Records.filter(({ body }) => body.startsWith('bad')).map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

const EMPTY = { visible: 0, inFlight: 0, delayed: 0 };

describe('a queue that a function reads', () => {
  it('hands messages over in the shape of the cloud, and forgets what was handled', async () => {
    const { cloud, client, lines } = await connected(
      'export const handler = async (event) => { console.log(JSON.stringify(event)); };',
      { FunctionResponseTypes: undefined },
    );
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'batch' } };
    const QueueUrl = cloud.queueUrl('Batches');
    const { MessageId } = await client.send(
      new SendMessageCommand({ QueueUrl, MessageBody: '{"id":1}', MessageAttributes }),
    );
    await cloud.idle();
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      Records: [
        {
          messageId: MessageId,
          receiptHandle: expect.any(String),
          body: '{"id":1}',
          attributes: expect.objectContaining({ ApproximateReceiveCount: '1', SentTimestamp: expect.any(String) }),
          messageAttributes: {
            kind: { stringValue: 'batch', stringListValues: [], binaryListValues: [], dataType: 'String' },
          },
          md5OfBody: expect.any(String),
          md5OfMessageAttributes: expect.any(String),
          eventSource: 'aws:sqs',
          eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:Fixture-Batches',
          awsRegion: 'us-east-1',
        },
      ],
    });
    expect(cloud.queueCounts('Batches')).toEqual(EMPTY);
  });

  it('keeps only what was reported, and brings it back when its time-out has passed in program time', async () => {
    const { cloud, lines, send } = await connected(PICKY);
    await send('good', 'bad');
    await cloud.idle();
    expect(cloud.queueCounts('Batches')).toEqual({ ...EMPTY, inFlight: 1 });
    await cloud.advanceTo(START + 719_000);
    expect(cloud.queueCounts('Batches')).toEqual({ ...EMPTY, inFlight: 1 });
    await cloud.advanceTo(START + 720_000);
    await cloud.idle();
    expect(lines.join().split(',').toSorted()).toEqual(['bad1', 'bad2', 'good1']);
  });

  it('moves a message to the dead letters when it was received too often', async () => {
    const { cloud, client, lines, send } = await connected(PICKY, {}, { retryDelayMs: 1 });
    await send('bad');
    await cloud.idle();
    expect(lines).toEqual(['bad1', 'bad2']);
    expect([cloud.queueCounts('Batches'), cloud.queueCounts('dead').visible]).toEqual([EMPTY, 1]);
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl: cloud.queueUrl('Dead') }));
    expect(Messages?.[0]?.Body).toBe('bad');
  });

  it('brings the whole batch back when the function throws, and when its worker is killed', async () => {
    const dying = `let calls = 0; export const handler = async ({ Records }) => {
      console.log(Records.map(({ body, attributes }) => body + attributes.ApproximateReceiveCount).join());
      if (Records[0].attributes.ApproximateReceiveCount === '1') { if (Records[0].body === 'throw') throw new Error('no'); process.exit(1); } };`;
    const { cloud, lines, send } = await connected(dying, { BatchSize: 1 }, { retryDelayMs: 1 });
    await send('throw', 'exit');
    await cloud.idle();
    const written = lines.filter((line) => !line.includes('"errorMessage":"no"'));
    expect(written.toSorted()).toEqual(['exit1', 'exit2', 'throw1', 'throw2']);
    expect([cloud.queueCounts('Batches'), cloud.queueCounts('dead')]).toEqual([EMPTY, EMPTY]);
  });

  it('uses as many workers at once as the mapping allows, and no more', async () => {
    const held: ServerResponse[] = [];
    const two = Promise.withResolvers<void>();
    const gate = createServer((_, response) => {
      if (held.push(response) === 2) two.resolve();
    });
    gate.listen(0, '127.0.0.1');
    onTestFinished(() => void gate.close());
    await once(gate, 'listening');
    const waiting = `export const handler = ({ Records }) => fetch('http://127.0.0.1:${(gate.address() as AddressInfo).port}').then(() => {});`;
    const scaling = { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } };
    const { cloud, send } = await connected(waiting, scaling);
    await send('1', '2', '3');
    await two.promise;
    expect([cloud.queueCounts('Batches'), held.length]).toEqual([{ ...EMPTY, visible: 1, inFlight: 2 }, 2]);
    gate.on('request', (_, response) => response.end());
    for (const response of held) response.end();
    await cloud.idle();
    expect(cloud.queueCounts('Batches')).toEqual(EMPTY);
  });

  it('takes up to a batch at once', async () => {
    const { cloud, lines, send } = await connected(PICKY, { BatchSize: 3 });
    await send('a', 'b', 'c', 'd', 'e');
    await cloud.idle();
    expect(Math.max(...lines.map((line) => line.split(',').length))).toBeLessThanOrEqual(3);
    expect(lines.join().split(',')).toHaveLength(5);
  });

  it('is not read when the mapping is disabled', async () => {
    const { cloud, send } = await connected(PICKY, { Enabled: false });
    await send('a');
    await cloud.idle();
    expect(cloud.queueCounts('Batches').visible).toBe(1);
  });

  it('is refused with a filter, which would be ignored', async () => {
    await expect(connected(PICKY, { FilterCriteria: { Filters: [] } })).rejects.toThrow(/Mapping\.FilterCriteria/);
  });
});

describe('the answer to a batch of a and b', () => {
  const cases: { why: string; answer: unknown; stay: string[]; reports?: boolean }[] = [
    { why: 'no answer', answer: null, stay: [] },
    { why: 'an empty object', answer: {}, stay: [] },
    { why: 'no failures', answer: { batchItemFailures: null }, stay: [] },
    { why: 'an empty list', answer: { batchItemFailures: [] }, stay: [] },
    { why: 'one failure', answer: { batchItemFailures: [{ itemIdentifier: 'b' }] }, stay: ['b'] },
    { why: 'a wrong key', answer: { batchItemFailures: [{ id: 'b' }] }, stay: ['a', 'b'] },
    { why: 'an empty identifier', answer: { batchItemFailures: [{ itemIdentifier: '' }] }, stay: ['a', 'b'] },
    { why: 'a message of another batch', answer: { batchItemFailures: [{ itemIdentifier: 'x' }] }, stay: ['a', 'b'] },
    { why: 'no list', answer: { batchItemFailures: 'b' }, stay: ['a', 'b'] },
    { why: 'text', answer: 'b', stay: ['a', 'b'] },
    {
      why: 'failures nobody asked for',
      answer: { batchItemFailures: [{ itemIdentifier: 'b' }] },
      stay: [],
      reports: false,
    },
  ];
  it.each(cases)('$why leaves $stay on the queue', ({ answer, stay, reports = true }) => {
    const outcome = { kind: 'returned', requestId: '1', payload: JSON.stringify(answer) } as const;
    expect(failedMessages({ reportsItemFailures: reports }, outcome, ['a', 'b'])).toEqual(stay);
  });
  it('leaves all on the queue when the function failed', () => {
    const outcome = { kind: 'failed', requestId: '1', error: { errorType: 'Error', errorMessage: '' } } as const;
    expect(failedMessages({ reportsItemFailures: true }, outcome, ['a', 'b'])).toEqual(['a', 'b']);
  });
});
