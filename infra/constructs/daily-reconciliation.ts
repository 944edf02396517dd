/**
 * What looks once a day, at 15:00 UTC, for what was left open: payouts that PayPal has not ended, mails that were not sent,
 * claims that wait for an answer, lists that nobody works on.
 */
import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { DeadLetters } from './dead-letters.ts';

export class DailyReconciliation extends Construct {
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, lookers: readonly IFunction[]) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'DeadLetters');
    acknowledge(
      this.deadLetters,
      'AwsSolutions-SQS3',
      'It is a dead-letter queue itself: of the rule below, which the check does not look at.',
    );
    const rule = new Rule(this, 'Rule', {
      description: 'Looks for what was left open',
      // Two hours before a Friday's run, which then finds on the balance what came back.
      schedule: Schedule.cron({ minute: '0', hour: '15' }),
    });
    for (const looker of lookers) {
      rule.addTarget(
        new LambdaFunction(looker, {
          event: RuleTargetInput.fromObject({ scheduledTime: EventField.time }),
          // Shorter than the day between two looks: a late one would only meet the next.
          retryAttempts: 185,
          maxEventAge: Duration.hours(12),
          deadLetterQueue: this.deadLetters,
        }),
      );
    }
  }
}
