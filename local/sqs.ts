/** SQS on this machine: fauxqs in this process, with the template's queues. */
import { mkdirSync } from 'node:fs';
import { ChangeMessageVisibilityCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { LOCAL_CREDENTIALS } from './local-credentials.ts';
import { ACCOUNT_ID, REGION, type StackResource } from './template/stack-resources.ts';

/** How many messages a queue holds. */
export interface QueueCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export interface LocalSqs {
  readonly endpoint: string;
  readonly client: SQSClient;
  queueUrl(queueName: string): string;
  counts(queueName: string): QueueCounts;
  /** Makes a received message visible again, as ChangeMessageVisibility to 0 does. */
  returnMessage(queueName: string, receiptHandle: string): Promise<void>;
  /** Creates what is missing, and takes over changed attributes of what is there. */
  createQueues(queues: readonly StackResource[]): Promise<void>;
  stop(): Promise<void>;
}

/** Queue attributes that work here. Encryption and policies have no effect on this machine. */
const ATTRIBUTES = [
  'VisibilityTimeout',
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
] as const;

/** In memory without `directory`. fauxqs listens on all interfaces: it has no setting for that. */
export async function startSqs(directory: string | undefined): Promise<LocalSqs> {
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  const dataDir = directory === undefined ? {} : { dataDir: directory };
  const server = await startFauxqs({ port: 0, logger: false, defaultRegion: REGION, ...dataDir });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const client = new SQSClient({ endpoint, region: REGION, credentials: LOCAL_CREDENTIALS });
  const queueUrl = (name: string) => `${endpoint}/${ACCOUNT_ID}/${name}`;
  return {
    endpoint,
    client,
    queueUrl,
    counts: (name) => {
      const messages = server.inspectQueue(name)?.messages;
      if (!messages) throw new Error(`there is no queue ${name}`);
      return { visible: messages.ready.length, inFlight: messages.inflight.length, delayed: messages.delayed.length };
    },
    returnMessage: (name, receiptHandle) => returnMessage(client, queueUrl(name), receiptHandle),
    createQueues: async (queues) => {
      for (const { name, properties } of queues) await createQueue(server, client, queueUrl(name), name, properties);
    },
    stop: async () => {
      client.destroy();
      await server.stop();
    },
  };
}

async function createQueue(
  server: FauxqsServer,
  client: SQSClient,
  url: string,
  name: string,
  properties: Readonly<Record<string, unknown>>,
): Promise<void> {
  const attributes: Record<string, string> = {};
  for (const key of ATTRIBUTES) {
    const value = properties[key];
    if (value !== undefined) attributes[key] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  const kept = server.inspectQueue(name);
  if (!kept) {
    server.createQueue(name, { attributes });
    return;
  }
  const { FifoQueue: _, ...settable } = attributes;
  await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: settable }));
  // Whoever had received these messages died with the last process: they need not time out first.
  for (const { receiptHandle } of kept.messages.inflight) await returnMessage(client, url, receiptHandle);
}

/**
 * A millisecond instead of 0: with persistence, fauxqs 2.4.1 loses a message at 0 (it writes no receive count where its
 * table wants one, after taking the message out of flight).
 */
const AT_ONCE_SECONDS = 0.001;

async function returnMessage(client: SQSClient, QueueUrl: string, ReceiptHandle: string): Promise<void> {
  const input = { QueueUrl, ReceiptHandle, VisibilityTimeout: AT_ONCE_SECONDS };
  await client.send(new ChangeMessageVisibilityCommand(input));
}
