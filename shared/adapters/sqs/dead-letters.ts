/** Dead letters over SQS: looked at, sent back, deleted, one call a message, so that no failure is half of a batch. */
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { instant } from '../../domain/calendar/time-zone.ts';
import type {
  DeadLetter,
  DeadLetterQueue,
  DeadLetters,
  RedrivableQueue,
  TakeDeadLetters,
} from '../../ports/dead-letters.ts';

export interface DeadLetterUrls {
  readonly deadLetters: Readonly<Record<DeadLetterQueue, string>>;
  readonly sources: Readonly<Record<RedrivableQueue, string>>;
}

/** SQS hands out ten a call. */
const MESSAGES_PER_CALL = 10;
/** API Gateway gives up after 29 s, and the last wait and the last messages come on top. */
const TAKE_AT_MOST_MS = 15_000;
/** EventBridge's word on an event that it could not deliver. */
const RULE_ERRORS = ['ERROR_CODE', 'ERROR_MESSAGE'];

/** `now`, in ms, only measures how long taking takes. */
export function sqsDeadLetters(client: SQSClient, urls: DeadLetterUrls, now: () => number): DeadLetters {
  const receive = async (queue: DeadLetterQueue, most: number, { hideSeconds, waitSeconds }: TakeDeadLetters) => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: urls.deadLetters[queue],
        MaxNumberOfMessages: Math.min(MESSAGES_PER_CALL, most),
        VisibilityTimeout: hideSeconds,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
        MessageAttributeNames: RULE_ERRORS,
      }),
    );
    return Messages.map(toDeadLetter);
  };
  return {
    async counts(queue) {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl: urls.deadLetters[queue],
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return {
        waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
        hidden: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
      };
    },
    async *take(queue, how) {
      const until = now() + TAKE_AT_MOST_MS;
      const met = new Set<string>();
      const enough = () => (how.wanted ? how.wanted.every((id) => met.has(id)) : met.size >= how.most);
      while (!enough() && now() < until) {
        // Whoever looks for certain messages must step over the others.
        const received = await receive(queue, how.wanted ? MESSAGES_PER_CALL : how.most - met.size, how);
        const fresh = received.filter(({ messageId }) => !met.has(messageId));
        // Nothing left, or once around: what others had hidden when this began is back before what this hid.
        if (fresh.length === 0) return;
        for (const { messageId } of fresh) met.add(messageId);
        const asked = fresh.filter(({ messageId }) => how.wanted?.includes(messageId) ?? true);
        if (asked.length > 0) yield asked;
      }
    },
    async sendBack(queue, { body }) {
      await client.send(new SendMessageCommand({ QueueUrl: urls.sources[queue], MessageBody: body }));
    },
    async delete(queue, { receipt }) {
      await client.send(new DeleteMessageCommand({ QueueUrl: urls.deadLetters[queue], ReceiptHandle: receipt }));
    },
  };
}

function toDeadLetter({
  MessageId = '',
  Body = '',
  ReceiptHandle = '',
  Attributes,
  MessageAttributes,
}: Message): DeadLetter {
  const errors = RULE_ERRORS.flatMap((name) => MessageAttributes?.[name]?.StringValue ?? []);
  return {
    messageId: MessageId,
    body: Body,
    sentAt: instant(Number(Attributes?.SentTimestamp ?? 0)),
    receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 0),
    receipt: ReceiptHandle,
    ...(errors.length > 0 && { error: errors.join(': ') }),
  };
}

export const connectDeadLetters = (urls: DeadLetterUrls): DeadLetters =>
  sqsDeadLetters(new SQSClient({}), urls, () => performance.now());
