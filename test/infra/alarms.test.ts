import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Template as Assertions, Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { Alarms } from '../../infra/constructs/alarms.ts';
import { DeadLetters } from '../../infra/constructs/dead-letters.ts';
import {
  functionsOf,
  logicalIdAt,
  type Properties,
  resourcesOf,
  synthesizedTemplate,
  type Template,
} from './synthesized.ts';

const RUNBOOK = new URL('../../docs/runbook.md', import.meta.url);

let template: Template;
let alarms: Properties[];
beforeAll(async () => {
  template = await synthesizedTemplate();
  alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
});

const watching = (metric: string, dimension: Record<string, unknown>) =>
  alarms.filter(
    ({ MetricName, Dimensions }) =>
      MetricName === metric && Dimensions.some((one: Properties) => matches(one, dimension)),
  );
const matches = (one: Properties, dimension: Record<string, unknown>) =>
  JSON.stringify(one.Value) === JSON.stringify(dimension);

describe('somebody is called', () => {
  it.each(['PayoutQueue', 'LookQueue', 'MailDelivery', 'ReferralListQueue', 'FridaySchedule', 'DailyReconciliation'])(
    'by the first message in the dead letters of %s',
    (path) => {
      const queue = { 'Fn::GetAtt': [logicalIdAt(template, `${path}/DeadLetters`), 'QueueName'] };
      expect(watching('ApproximateNumberOfMessagesVisible', queue)).toEqual([
        expect.objectContaining({
          Threshold: 1,
          EvaluationPeriods: 1,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          Statistic: 'Maximum',
        }),
      ]);
    },
  );

  it.each(['ExecutionsFailed', 'ExecutionsTimedOut'])('by one of %s', (metric) => {
    const machine = { Ref: logicalIdAt(template, 'WeeklyWorkflow/StateMachine') };
    expect(watching(metric, machine)).toEqual([expect.objectContaining({ Threshold: 1, EvaluationPeriods: 1 })]);
  });
});

it('somebody is called by a line with `alarm: true` in the log of any function', () => {
  const filters = resourcesOf(template, 'AWS::Logs::MetricFilter').map(([, { Properties }]) => Properties);
  const logs = functionsOf(template).map(([, { Properties }]) => Properties.LoggingConfig.LogGroup.Ref);
  expect(filters.map(({ LogGroupName }) => LogGroupName.Ref).sort()).toEqual(logs.sort());
  const alarm = alarms.find(({ MetricName }) => MetricName === 'OperationsNeeded');
  expect(alarm).toMatchObject({ Threshold: 1, Statistic: 'Sum', EvaluationPeriods: 1 });
  for (const { FilterPattern, MetricTransformations } of filters) {
    expect(FilterPattern).toBe('{ $.alarm IS TRUE }');
    expect(MetricTransformations).toEqual([
      { MetricNamespace: alarm?.Namespace, MetricName: 'OperationsNeeded', MetricValue: '1' },
    ]);
  }
});

describe('every alarm', () => {
  it('links an entry of the runbook', () => {
    expect(alarms.length).toBeGreaterThanOrEqual(10);
    for (const { AlarmDescription } of alarms) expect(AlarmDescription).toMatch(/docs\/runbook\.md#[a-z-]+$/);
  });

  it('finds that entry there', () => {
    const headings = readFileSync(RUNBOOK, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .map((line) =>
        line
          .replace(/^#+\s*/, '')
          .toLowerCase()
          .replaceAll(' ', '-'),
      );
    for (const { AlarmDescription } of alarms) expect(headings).toContain(AlarmDescription.split('#')[1]);
  });
});

describe('mail', () => {
  const stackWith = (email?: string) => {
    const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Test');
    new Alarms(stack, 'Alarms', email).deadLetters(
      'Dead',
      'payout-dead-letters',
      'Dead',
      new DeadLetters(stack, 'Queue'),
    );
    return Assertions.fromStack(stack);
  };

  it('goes to the address of the stage', () => {
    const stack = stackWith('operations@program.example');
    stack.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operations@program.example',
    });
    stack.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: [Match.anyValue()] });
  });

  it('goes nowhere without one', () => {
    const stack = stackWith();
    stack.resourceCountIs('AWS::SNS::Topic', 0);
    stack.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: Match.absent() });
  });
});
