/** Starts the weekly workflow each Friday at 17:00 UTC: morning in the program's time zone, summer and winter. */
import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { DeadLetters } from './dead-letters.ts';

export class FridaySchedule extends Construct {
  /** Fridays that could not be started. The next one makes up for them. */
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, machine: IStateMachine) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'DeadLetters');
    acknowledge(
      this.deadLetters,
      'AwsSolutions-SQS3',
      'It is a dead-letter queue itself: of the rule below, which the check does not look at.',
    );
    const rule = new Rule(this, 'Rule', {
      description: 'Starts the weekly payout run',
      schedule: Schedule.cron({ minute: '0', hour: '17', weekDay: 'FRI' }),
    });
    rule.addTarget(
      new SfnStateMachine(machine, {
        // The time it was due, not the time it starts: a late start is still the run of its Friday.
        input: RuleTargetInput.fromObject({ scheduledTime: EventField.time }),
        // EventBridge's most: 185 tries over 24 hours. The run of a Friday may start on Saturday.
        retryAttempts: 185,
        maxEventAge: Duration.hours(24),
        deadLetterQueue: this.deadLetters,
      }),
    );
  }
}
