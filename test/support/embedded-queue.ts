/** Puts messages on the payout queue as SQS may do by itself: once more, late, or from nowhere. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';
import { type SettleBatchMessage, settleBatchMessageSchema } from '../../shared/contracts/settlement.ts';
import { ledgerItems } from './embedded-audit.ts';
import { weekOf } from './embedded-weeks.ts';

export async function deliver(
  cloud: EmbeddedCloud,
  ...bodies: readonly (SettleBatchMessage | string)[]
): Promise<void> {
  const client = new SQSClient(cloud.clientSettings('sqs'));
  try {
    for (const body of bodies) {
      const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
      await client.send(new SendMessageCommand({ QueueUrl: cloud.queueUrl('PayoutQueue'), MessageBody }));
    }
  } finally {
    client.destroy();
  }
}

/** The messages that name a week's batches, superseded generations among them. */
export async function messagesOf(cloud: EmbeddedCloud, week: number): Promise<SettleBatchMessage[]> {
  const items = await ledgerItems(cloud);
  return items
    .filter(({ pk, sk }) => pk === `RUN#${weekOf(week)}` && sk.startsWith('BATCH#'))
    .map((item) => settleBatchMessageSchema.parse(item));
}
