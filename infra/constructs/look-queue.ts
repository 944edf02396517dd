/** The queue of what is to be looked at, at PayPal and soon. Apart from the payout queue: no flood of hints delays a payment. */
import { Duration } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import { grantActions } from './grant-actions.ts';

export interface LookQueueProps {
  /** The time limit of the function that reads it. */
  readonly workerTimeoutSeconds: number;
}

/** The fewest that Lambda allows: looks are cheap, and two at once are far below PayPal's limits. */
const WORKERS = 2;

export class LookQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, { workerTimeoutSeconds }: LookQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'DeadLetters');
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the worker's limit, as Lambda asks for: 6 × 120 s = 12 min.
      visibilityTimeout: Duration.seconds(6 * workerTimeoutSeconds),
      // 5 × 12 min = an hour of tries. What is left then the daily look sees anyway.
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
  }

  grantSend(grantee: IGrantable): void {
    grantActions(grantee, ['sqs:SendMessage'], this.queue.queueArn);
  }

  /** One message a call: a look that fails takes no other with it. */
  deliverTo(worker: IFunction): void {
    grantActions(worker, ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], this.queue.queueArn);
    new EventSourceMapping(this, 'ToWorker', {
      target: worker,
      eventSourceArn: this.queue.queueArn,
      batchSize: 1,
      maxConcurrency: WORKERS,
      reportBatchItemFailures: true,
    });
  }
}
