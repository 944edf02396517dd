/** The queue between planning and paying: one message a frozen batch, handed to one worker at a time. */
import { Duration } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import { grantActions } from './grant-actions.ts';

export interface PayoutQueueProps {
  /** The time limit of the function that reads it. */
  readonly workerTimeoutSeconds: number;
}

export class PayoutQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, props: PayoutQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'DeadLetters');
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the worker's limit, as Lambda asks for: the poller may hold a message while the worker is throttled.
      // 6 × 120 s = 12 min. A second worker on the same batch would be refused by the ledger, but why start it.
      visibilityTimeout: Duration.seconds(6 * props.workerTimeoutSeconds),
      // 5 × 12 min = an hour of tries; what is left then is queued again by Reconcile, so little rests on this queue.
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
  }

  grantSend(grantee: IGrantable): void {
    grantActions(grantee, ['sqs:SendMessage'], this.queue.queueArn);
  }

  /** One message a call: a batch that fails takes no other with it. */
  deliverTo(worker: IFunction, maxConcurrency: number): void {
    grantActions(worker, ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], this.queue.queueArn);
    new EventSourceMapping(this, 'ToWorker', {
      target: worker,
      eventSourceArn: this.queue.queueArn,
      batchSize: 1,
      maxConcurrency,
      reportBatchItemFailures: true,
    });
  }
}
