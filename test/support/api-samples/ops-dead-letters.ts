/** Sample calls of operations about messages that were given up. */
import { randomUUID } from 'node:crypto';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ApiWorld } from '../api-world.ts';
import type { Samples } from './sample.ts';

/** A message among the mails that could not be sent. */
async function givenUp({ program: { cloud } }: ApiWorld): Promise<string> {
  const client = new SQSClient(cloud.clientSettings('sqs'));
  try {
    const QueueUrl = cloud.queueUrl('MailDeliveryDeadLetters');
    const MessageBody = JSON.stringify({ id: randomUUID() });
    const { MessageId } = await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    return MessageId ?? '';
  } finally {
    client.destroy();
  }
}

const params = { queue: 'mails' };

export const OPS_DEAD_LETTERS_SAMPLES: Samples = {
  countDeadLetters: () => ({}),
  lookAtDeadLetters: async (world) => {
    await givenUp(world);
    return { params };
  },
  redriveDeadLetters: async (world) => ({
    params,
    body: { messageIds: [await givenUp(world)], note: 'the cause is gone' },
  }),
  discardDeadLetter: async (world) => ({
    params,
    body: { messageId: await givenUp(world), note: 'its partner has left' },
  }),
};
