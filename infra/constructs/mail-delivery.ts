/** From a change's mails to the mail service: a queue of their ids, and who may send in whose name. */
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { type IGrantable, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { DeadLetters } from './dead-letters.ts';
import { grantActions } from './grant-actions.ts';

export interface MailDeliveryProps {
  /** The address that mails come from; its domain must be one that SES has verified in this region. */
  readonly from: string;
  /** The time limit of the function that reads the queue. */
  readonly workerTimeoutSeconds: number;
}

/** The fewest that Lambda allows. Each sends one mail after the other: about as many as SES gives a new account, 14 a second. */
const WORKERS = 2;

export class MailDelivery extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetters;
  readonly #from: string;

  constructor(scope: Construct, id: string, { from, workerTimeoutSeconds }: MailDeliveryProps) {
    super(scope, id);
    this.#from = from;
    this.deadLetters = new DeadLetters(this, 'DeadLetters');
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the worker's limit, as Lambda asks for: 6 × 60 s = 6 min.
      visibilityTimeout: Duration.seconds(6 * workerTimeoutSeconds),
      // 10 × 6 min = an hour of tries. What is left then is queued again by the daily sweep.
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 10 },
    });
  }

  grantQueue(grantee: IGrantable): void {
    grantActions(grantee, ['sqs:SendMessage'], this.queue.queueArn);
  }

  /** A batch of ten: mails are small, and those that fail are told apart. */
  deliverTo(worker: IFunction): void {
    grantActions(worker, ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], this.queue.queueArn);
    new EventSourceMapping(this, 'ToWorker', {
      target: worker,
      eventSourceArn: this.queue.queueArn,
      batchSize: 10,
      maxConcurrency: WORKERS,
      reportBatchItemFailures: true,
    });
  }

  grantSend(lambda: IFunction): void {
    // By an address or by its domain, and in SES's sandbox by the receiver too: which identity is asked is not known here.
    const identities = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'identity',
      resourceName: '*',
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    const policy = new Policy(lambda, 'MaySendMails', {
      statements: [
        new PolicyStatement({
          actions: ['ses:SendEmail'],
          resources: [identities],
          conditions: { StringEquals: { 'ses:FromAddress': this.#from } },
        }),
      ],
    });
    lambda.role?.attachInlinePolicy(policy);
    acknowledge(
      policy,
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]',
      "Which identity SES asks for depends on how the sender is verified; the condition leaves one sender's address.",
    );
  }
}
