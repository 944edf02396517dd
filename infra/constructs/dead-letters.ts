/** A queue for what could not be delivered or handled: kept for 14 days, looked at by people, by way of operations' API. */
import { Duration } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { grantActions } from './grant-actions.ts';

export class DeadLetters extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14), // SQS keeps nothing longer: two Fridays to notice.
    });
  }

  /** To count and to look at messages, and to take away those that were sent back or discarded. */
  grantLookAfter(grantee: IGrantable): void {
    grantActions(grantee, ['sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'], this.queueArn);
  }
}
