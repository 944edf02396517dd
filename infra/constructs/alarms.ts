/** What calls a person. Each alarm is about one thing to do, and its description links the runbook's entry for it. */
import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction, Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

/** Headings of docs/runbook.md. */
export type RunbookEntry =
  | 'weekly-run-failed'
  | 'weekly-run-timed-out'
  | 'friday-not-started'
  | 'payout-dead-letters'
  | 'look-dead-letters'
  | 'payouts-waiting'
  | 'settle-payouts-errors'
  | 'daily-reconciliation-not-started'
  | 'daily-reconciliation-errors'
  | 'mail-dead-letters'
  | 'send-mail-errors'
  | 'queue-unsent-mails-errors'
  | 'referral-list-dead-letters'
  | 'referral-list-errors'
  | 'queue-open-lists-errors'
  | 'password-chosen-errors'
  | 'look-after-claims-errors'
  | 'billing-intake-errors'
  | 'operations-needed';

interface Threshold {
  readonly metric: IMetric;
  readonly atLeast: number;
  /** Periods of the metric in a row. @default 1 */
  readonly periods?: number;
}

const period = Duration.minutes(5);

export class Alarms extends Construct {
  private readonly topic: Topic | undefined;

  /** @param email who is told. @default nobody: the alarms only show in CloudWatch */
  constructor(scope: Construct, id: string, email?: string) {
    super(scope, id);
    if (email === undefined) return;
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    this.topic.addSubscription(new EmailSubscription(email));
  }

  weeklyRun(machine: IStateMachine): void {
    this.add('WeeklyRunFailed', 'weekly-run-failed', 'An execution of the weekly run failed', {
      metric: machine.metricFailed({ period }),
      atLeast: 1,
    });
    this.add('WeeklyRunTimedOut', 'weekly-run-timed-out', 'An execution of the weekly run timed out', {
      metric: machine.metricTimedOut({ period }),
      atLeast: 1,
    });
  }

  /** Dead letters wait for a person: the first one calls. */
  deadLetters(id: string, entry: RunbookEntry, what: string, queue: IQueue): void {
    const metric = queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' });
    this.add(id, entry, what, { metric, atLeast: 1 });
  }

  /** A batch takes seconds. Two hours are ten times its 12 minutes between tries. */
  payoutsWaiting(queue: IQueue): void {
    this.add('PayoutsWaiting', 'payouts-waiting', 'A frozen batch has waited two hours for its worker', {
      metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      atLeast: Duration.hours(2).toSeconds(),
    });
  }

  errorsOf(id: string, entry: RunbookEntry, what: string, lambda: IFunction): void {
    this.add(id, entry, what, { metric: lambda.metricErrors({ period }), atLeast: 1 });
  }

  /** Billing sends again by itself, so one failed call is nothing; a quarter of an hour of them is. */
  billingIntake(stage: HttpStage): void {
    this.add('BillingIntakeErrors', 'billing-intake-errors', 'Billing events have failed for a quarter of an hour', {
      metric: stage.metricServerError({ period, statistic: 'Sum' }),
      atLeast: 1,
      periods: 3,
    });
  }

  /** What a function asks operations for, by a line with `alarm: true` in its log: a parked batch, an unknown status. */
  operationsNeeded(functions: ReadonlyMap<string, Lambda>): void {
    const metric = { namespace: Stack.of(this).stackName, metricName: 'OperationsNeeded' };
    for (const [name, { logGroup }] of functions) {
      new MetricFilter(this, `OperationsNeededBy-${name}`, {
        logGroup,
        filterPattern: FilterPattern.booleanValue('$.alarm', true),
        metricNamespace: metric.namespace,
        metricName: metric.metricName,
        metricValue: '1',
      });
    }
    this.add('OperationsNeeded', 'operations-needed', 'A function asks operations to decide', {
      metric: new Metric({ ...metric, period, statistic: 'Sum' }),
      atLeast: 1,
    });
  }

  private add(id: string, entry: RunbookEntry, what: string, { metric, atLeast, periods = 1 }: Threshold): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: `${what}. What to do: docs/runbook.md#${entry}`,
      metric,
      threshold: atLeast,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING, // No run, no metric: that is most of the week.
    });
    if (this.topic !== undefined) alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
