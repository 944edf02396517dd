/** SQS → Lambda: polls a queue, invokes the function with batches, and treats what it reports as the cloud does. */
import {
  DeleteMessageBatchCommand,
  type Message,
  MessageNotInflight,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Activity } from '../activity.ts';
import type { ProgramClock } from '../clock.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { LocalSqs } from '../sqs.ts';
import { failedMessages } from './failed-messages.ts';
import type { EventSourceSettings } from './settings.ts';
import { sqsRecord } from './sqs-record.ts';

export interface EventSourceOptions {
  readonly sqs: LocalSqs;
  readonly lambda: LambdaService;
  readonly clock: ProgramClock;
  readonly activity: Activity;
  /**
   * How long a failed message stays invisible, in wall-clock ms. Without it: the queue's visibility time-out in
   * *program* time, so that on a clock that stands it comes back when the clock moves past it.
   */
  readonly retryDelayMs: number | undefined;
  readonly onProblem: (problem: string) => void;
}

export interface EventSourceUsage {
  readonly receives: number;
  readonly deletes: number;
  readonly messages: number;
}

/** The longest poll SQS allows: a waiting poller costs nothing. */
const LONG_POLL_SECONDS = 20;
/** SQS hands out at most ten messages a call. */
const MAX_RECEIVED = 10;

export class EventSource {
  readonly settings: EventSourceSettings;
  readonly #options: EventSourceOptions;
  readonly #queueUrl: string;
  readonly #stop = new AbortController();
  /** Messages that failed and are not visible yet: nothing happens to them until their time comes. */
  readonly #parked = new Set<string>();
  readonly #batches = new Set<Promise<void>>();
  #polling: Promise<void> | undefined;
  #usage: EventSourceUsage = { receives: 0, deletes: 0, messages: 0 };

  constructor(settings: EventSourceSettings, options: EventSourceOptions) {
    this.settings = settings;
    this.#options = options;
    this.#queueUrl = options.sqs.queueUrl(settings.queueName);
  }

  start(): void {
    this.#polling = this.#poll();
  }

  /** No message to hand over and none in a function's hands. Messages that wait for a retry in program time, or are
   * delayed, are not counted: only time brings them. */
  isDrained(): boolean {
    const { visible, inFlight } = this.#options.sqs.counts(this.settings.queueName);
    const parked = this.#options.retryDelayMs === undefined ? this.#parked.size : 0;
    return this.#batches.size === 0 && visible === 0 && inFlight <= parked;
  }

  get usage(): EventSourceUsage {
    return this.#usage;
  }

  resetUsage(): void {
    this.#usage = { receives: 0, deletes: 0, messages: 0 };
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#polling;
    await Promise.all(this.#batches);
  }

  async #poll(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      if (this.#batches.size >= this.settings.maxConcurrency) {
        await Promise.race(this.#batches);
        continue;
      }
      try {
        const messages = await this.#receiveBatch(signal);
        if (messages.length > 0) this.#handle(messages);
        else this.#options.activity.changed();
      } catch (error) {
        if (signal.aborted) return;
        this.#options.onProblem(`${this.settings.logicalId} cannot read its queue: ${String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  async #receiveBatch(signal: AbortSignal): Promise<Message[]> {
    const batch = await this.#receive(Math.min(this.settings.batchSize, MAX_RECEIVED), LONG_POLL_SECONDS, signal);
    // Larger batches take what is there already. The batching window would only wait for more.
    while (batch.length >= MAX_RECEIVED && batch.length < this.settings.batchSize) {
      const more = await this.#receive(Math.min(this.settings.batchSize - batch.length, MAX_RECEIVED), 0, signal);
      if (more.length === 0) break;
      batch.push(...more);
    }
    return batch;
  }

  async #receive(count: number, waitSeconds: number, abortSignal: AbortSignal): Promise<Message[]> {
    this.#usage = { ...this.#usage, receives: this.#usage.receives + 1 };
    const { Messages = [] } = await this.#client.send(
      new ReceiveMessageCommand({
        QueueUrl: this.#queueUrl,
        MaxNumberOfMessages: count,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      { abortSignal },
    );
    return Messages;
  }

  #handle(messages: readonly Message[]): void {
    const batch = this.#invoke(messages)
      .catch((error: unknown) => {
        if (!this.#stop.signal.aborted) this.#options.onProblem(`${this.settings.logicalId}: ${String(error)}`);
      })
      .finally(() => {
        this.#batches.delete(batch);
        this.#options.activity.changed();
      });
    this.#batches.add(batch);
  }

  async #invoke(messages: readonly Message[]): Promise<void> {
    this.#usage = { ...this.#usage, messages: this.#usage.messages + messages.length };
    const event = { Records: messages.map((message) => sqsRecord(message, this.settings.queueArn)) };
    const outcome = await this.#options.lambda.invoke(this.settings.functionReference, event);
    const failed = failedMessages(this.settings, outcome, messages.map(idOf));
    const [kept, done] = [
      messages.filter((m) => failed.includes(idOf(m))),
      messages.filter((m) => !failed.includes(idOf(m))),
    ];
    if (done.length > 0) await this.#delete(done);
    for (const message of kept) this.#retryLater(message);
  }

  async #delete(messages: readonly Message[]): Promise<void> {
    for (let start = 0; start < messages.length; start += MAX_RECEIVED) {
      const Entries = messages
        .slice(start, start + MAX_RECEIVED)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      this.#usage = { ...this.#usage, deletes: this.#usage.deletes + 1 };
      await this.#client.send(new DeleteMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries }));
    }
  }

  /** The queue's own time-out runs on the wall clock; this brings the message back when the program's time has come. */
  #retryLater({ MessageId = '', ReceiptHandle = '' }: Message): void {
    const { retryDelayMs, clock } = this.#options;
    const { signal } = this.#stop;
    const due =
      retryDelayMs === undefined
        ? clock.waitUntil(clock.now() + this.settings.visibilityTimeoutMs, signal)
        : new Promise<void>((resolve) => setTimeout(resolve, retryDelayMs).unref());
    this.#parked.add(MessageId);
    void due
      .then(() => {
        // From now on the message counts as on its way: time must not pass before a function had it.
        this.#parked.delete(MessageId);
        return signal.aborted ? undefined : this.#return(ReceiptHandle);
      })
      .catch((error: unknown) => {
        if (!signal.aborted)
          this.#options.onProblem(`${this.settings.logicalId} cannot return a message: ${String(error)}`);
      });
  }

  async #return(receiptHandle: string): Promise<void> {
    const { sqs, activity } = this.#options;
    try {
      await sqs.returnMessage(this.settings.queueName, receiptHandle);
    } catch (error) {
      // The wall clock may have brought it back before.
      if (!(error instanceof MessageNotInflight)) throw error;
    } finally {
      activity.changed();
    }
  }

  get #client(): SQSClient {
    return this.#options.sqs.client;
  }
}

const idOf = ({ MessageId = '' }: Message): string => MessageId;
