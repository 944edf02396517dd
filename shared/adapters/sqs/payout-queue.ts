/** The payout queue over SQS: ten messages a call, and what SQS did not take is an error. */
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SettleBatchMessage } from '../../contracts/settlement.ts';
import type { PayoutQueue } from '../../ports/payout-queue.ts';

/** SQS took some messages and not others. Those sent are harmless duplicates when the caller sends all of them again. */
export class QueueRefused extends Error {
  override readonly name = 'QueueRefused';
}

const MESSAGES_PER_CALL = 10;

export function payoutQueue(client: SQSClient, queueUrl: string): PayoutQueue {
  return {
    async send(messages) {
      for (let from = 0; from < messages.length; from += MESSAGES_PER_CALL) {
        await sendSome(client, queueUrl, messages.slice(from, from + MESSAGES_PER_CALL));
      }
    },
  };
}

async function sendSome(client: SQSClient, queueUrl: string, messages: readonly SettleBatchMessage[]): Promise<void> {
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

export const connectQueue = (queueUrl: string): PayoutQueue => payoutQueue(new SQSClient({}), queueUrl);
