/** Sends any number of messages over SQS: ten a call, and what SQS did not take is an error. */
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** SQS took some messages and not others. Those sent are harmless duplicates when the caller sends all of them again. */
export class QueueRefused extends Error {
  override readonly name = 'QueueRefused';
}

const MESSAGES_PER_CALL = 10;

/** @param messages become JSON. */
export async function sendAll(client: SQSClient, queueUrl: string, messages: readonly unknown[]): Promise<void> {
  for (let from = 0; from < messages.length; from += MESSAGES_PER_CALL) {
    await sendSome(client, queueUrl, messages.slice(from, from + MESSAGES_PER_CALL));
  }
}

async function sendSome(client: SQSClient, queueUrl: string, messages: readonly unknown[]): Promise<void> {
  const answer = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: messages.map((message, place) => ({ Id: String(place), MessageBody: JSON.stringify(message) })),
    }),
  );
  const [refused] = answer.Failed ?? [];
  if (refused)
    throw new QueueRefused(`${answer.Failed?.length} of ${messages.length} messages were refused: ${refused.Code}`);
}
