/** What an embedded cloud keeps that people may look at: executions with all their payloads, and given-up messages. */
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';
import { historyOf, withClient } from './embedded-executions.ts';

/** Each execution as one text: name, input, output, and every event of its history. */
export const executionTexts = (cloud: EmbeddedCloud): Promise<string[]> =>
  withClient(cloud, (client) =>
    Promise.all(
      cloud.executions().map(async ({ executionArn }) => {
        const described = await client.send(new DescribeExecutionCommand({ executionArn }));
        return JSON.stringify([described, await historyOf(client, executionArn)]);
      }),
    ),
  );

const DEAD_LETTERS = ['PayoutQueue', 'MailDelivery', 'ReferralListQueue', 'FridaySchedule', 'DailyReconciliation'];

/** Each message of every queue of dead letters, with its attributes. They are hidden for a while after it. */
export const deadLetterTexts = (cloud: EmbeddedCloud): Promise<string[]> =>
  withSqs(cloud, async (client) => {
    const texts: string[] = [];
    for (const QueueUrl of DEAD_LETTERS.map((queue) => cloud.queueUrl(`${queue}DeadLetters`))) {
      for (let left = true; left; ) {
        const most = { MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
        const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, ...most }));
        texts.push(...Messages.map((message) => JSON.stringify(message)));
        left = Messages.length > 0;
      }
    }
    return texts;
  });

export const putOnQueue = (cloud: EmbeddedCloud, queue: string, MessageBody: string): Promise<unknown> =>
  withSqs(cloud, (client) => client.send(new SendMessageCommand({ QueueUrl: cloud.queueUrl(queue), MessageBody })));

async function withSqs<T>(cloud: EmbeddedCloud, use: (client: SQSClient) => Promise<T>): Promise<T> {
  const client = new SQSClient(cloud.clientSettings('sqs'));
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}
