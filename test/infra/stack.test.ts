import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_NAMES, FUNCTIONS } from '../../infra/functions.ts';
import { routeKeyOf } from '../../shared/contracts/api/endpoint.ts';
import { ENDPOINTS } from '../../shared/contracts/api/endpoints.ts';
import {
  at,
  eventSourcesOf,
  functionNamed,
  functionsOf,
  logicalIdAt,
  type Properties,
  resourcesOf,
  synthesizedTemplate,
  type Template,
} from './synthesized.ts';

let template: Template;
beforeAll(async () => {
  template = await synthesizedTemplate();
});

const arnOf = (path: string) => ({ 'Fn::GetAtt': [logicalIdAt(template, path), 'Arn'] });
const refTo = (path: string) => ({ Ref: logicalIdAt(template, path) });

describe('ledger', () => {
  it('is one on-demand table under pk and sk, encrypted, with point-in-time recovery and no index', () => {
    expect(resourcesOf(template, 'AWS::DynamoDB::Table')).toHaveLength(1);
    const { Properties } = at(template, 'Ledger/Table');
    expect(Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    });
    expect(Properties).not.toHaveProperty('GlobalSecondaryIndexes');
  });
});

describe('payout queue', () => {
  it('gives a message up after five tries, into a queue that keeps it 14 days', () => {
    expect(at(template, 'PayoutQueue/Queue').Properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: arnOf('PayoutQueue/DeadLetters'),
      maxReceiveCount: 5,
    });
    expect(at(template, 'PayoutQueue/DeadLetters').Properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
  });

  it('hides a message for six times as long as its worker may take', () => {
    const [, worker] = functionNamed(template, 'settle-payouts');
    const { VisibilityTimeout } = at(template, 'PayoutQueue/Queue').Properties;
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * worker.Properties.Timeout);
  });

  it('hands one batch to one worker and takes back only that message when it fails', () => {
    expect(eventSourcesOf(template, 'PayoutQueue/Queue')).toEqual([
      {
        BatchSize: 1,
        EventSourceArn: arnOf('PayoutQueue/Queue'),
        FunctionName: { Ref: functionNamed(template, 'settle-payouts')[0] },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      },
    ]);
  });

  it('refuses plain HTTP on every queue', () => {
    const policies = resourcesOf(template, 'AWS::SQS::QueuePolicy').map(([, { Properties }]) => Properties);
    const refusing = policies.filter(({ PolicyDocument }) =>
      PolicyDocument.Statement.some(
        (statement: Record<string, unknown>) =>
          statement.Effect === 'Deny' &&
          JSON.stringify(statement.Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
      ),
    );
    const guarded = refusing.flatMap(({ Queues }) => Queues.map((queue: { Ref: string }) => queue.Ref)).sort();
    expect(guarded).toEqual(
      resourcesOf(template, 'AWS::SQS::Queue')
        .map(([id]) => id)
        .sort(),
    );
  });
});

describe('look queue', () => {
  it('gives a look up after five tries, and hides it for six times as long as its worker may take', () => {
    const [workerId, worker] = functionNamed(template, 'look-at-payouts');
    const { RedrivePolicy, VisibilityTimeout } = at(template, 'LookQueue/Queue').Properties;
    expect(RedrivePolicy).toEqual({ deadLetterTargetArn: arnOf('LookQueue/DeadLetters'), maxReceiveCount: 5 });
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * worker.Properties.Timeout);
    expect(eventSourcesOf(template, 'LookQueue/Queue')).toEqual([
      {
        BatchSize: 1,
        EventSourceArn: arnOf('LookQueue/Queue'),
        FunctionName: { Ref: workerId },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      },
    ]);
  });
});

describe('functions', () => {
  it('are exactly those of the list', () => {
    const names = functionsOf(template).map(([, { Properties }]) => Properties.Environment.Variables.SERVICE_NAME);
    expect(names.sort()).toEqual([...FUNCTION_NAMES].sort());
  });

  it.each(FUNCTION_NAMES)('%s runs on Node 24 and arm64, as big and as long as the list says', (name) => {
    const [, { Properties, Metadata }] = functionNamed(template, name);
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: FUNCTIONS[name].memoryMb,
      Timeout: FUNCTIONS[name].timeoutSeconds,
      LoggingConfig: { LogFormat: 'JSON' },
    });
    expect(Properties).not.toHaveProperty('TracingConfig');
    expect(Metadata?.['aws:asset:path']).toMatch(/^asset\./);
  });

  const always = ['NODE_OPTIONS', 'SERVICE_NAME', 'TABLE_NAME'];
  const paying = ['PAYOUT_QUEUE_URL', 'PAYPAL_BASE_URL', 'PAYPAL_SECRET_ARN'];
  const linking = ['LINK_SECRET_ARN', 'MAIL_QUEUE_URL', 'PUBLIC_BASE_URL'];
  const users = ['USER_POOL_CLIENT_ID', 'USER_POOL_ID'];
  const deadLetters = [
    ...['PAYOUT', 'LOOK', 'MAIL', 'LIST', 'FRIDAY', 'DAILY'].map((queue) => `${queue}_DEAD_LETTERS_URL`),
    ...['PAYOUT', 'LOOK', 'MAIL', 'LIST'].map((queue) => `${queue}_QUEUE_URL`),
  ];
  it.each([
    { name: 'billing-events', more: ['BILLING_SECRET_ARN'] },
    { name: 'paypal-webhook', more: ['LOOK_QUEUE_URL', 'PAYPAL_BASE_URL', 'PAYPAL_WEBHOOK_ID'] },
    { name: 'look-at-payouts', more: ['MAIL_QUEUE_URL', ...paying] },
    { name: 'open-run', more: [] },
    { name: 'plan-buckets', more: [] },
    { name: 'guard-run', more: [] },
    { name: 'queue-batches', more: ['PAYOUT_QUEUE_URL'] },
    { name: 'settle-payouts', more: paying },
    { name: 'reconcile-run', more: ['MAIL_QUEUE_URL', ...paying] },
    { name: 'reconcile-daily', more: ['LOOK_QUEUE_URL', 'MAIL_QUEUE_URL', 'PUBLIC_BASE_URL', ...paying] },
    { name: 'refuse-run', more: [] },
    { name: 'close-run', more: [] },
    { name: 'send-mail', more: ['MAIL_FROM'] },
    { name: 'queue-unsent-mails', more: ['MAIL_QUEUE_URL'] },
    { name: 'refile-daily', more: [] },
    { name: 'referral-list-worker', more: ['LIST_QUEUE_URL'] },
    { name: 'queue-open-lists', more: ['LIST_QUEUE_URL'] },
    { name: 'partner-referral-lists', more: ['LIST_QUEUE_URL'] },
    { name: 'ops-referral-lists', more: ['LIST_QUEUE_URL'] },
    { name: 'partner-earnings', more: [] },
    { name: 'partner-entries', more: [] },
    { name: 'payout-statement', more: [] },
    { name: 'partner-settings', more: linking },
    { name: 'partner-account', more: [...linking, ...users] },
    { name: 'password-chosen', more: [] },
    { name: 'mail-links', more: [...linking, ...users] },
    { name: 'ops-partners', more: [...linking, ...users] },
    { name: 'ops-partner-terms', more: ['MAIL_QUEUE_URL'] },
    { name: 'ops-decisions', more: ['MAIL_QUEUE_URL'] },
    { name: 'ops-exceptions', more: ['LOOK_QUEUE_URL'] },
    { name: 'ops-program', more: [] },
    { name: 'ops-runs', more: ['STATE_MACHINE_ARN'] },
    { name: 'ops-books', more: [] },
    { name: 'ops-run-books', more: ['PAYPAL_BASE_URL', 'PAYPAL_SECRET_ARN'] },
    { name: 'ops-dead-letters', more: deadLetters },
  ] as const)('$name finds the variables agreed on, and no others', ({ name, more }) => {
    const { Variables } = functionNamed(template, name)[1].Properties.Environment;
    expect(Object.keys(Variables).sort()).toEqual([...always, ...more].sort());
  });

  it('get table, queue, secrets and PayPal address from the template', () => {
    const settle = functionNamed(template, 'settle-payouts')[1].Properties.Environment.Variables;
    expect(settle).toMatchObject({
      TABLE_NAME: refTo('Ledger/Table'),
      PAYOUT_QUEUE_URL: refTo('PayoutQueue/Queue'),
      PAYPAL_BASE_URL: { Ref: 'PayPalBaseUrl' },
      PAYPAL_SECRET_ARN: refTo('Secrets/PayPal'),
    });
    const billing = functionNamed(template, 'billing-events')[1].Properties.Environment.Variables;
    expect(billing.BILLING_SECRET_ARN).toEqual(refTo('Secrets/Billing'));
  });

  it('each write into a log group of their own', () => {
    const groups = functionsOf(template).map(([, { Properties }]) => Properties.LoggingConfig.LogGroup.Ref);
    expect(new Set(groups).size).toBe(FUNCTION_NAMES.length);
  });
});

describe('schedules', () => {
  const targetsOf = (path: string) => at(template, path).Properties.Targets;
  const targetOf = (path: string) => targetsOf(path)[0];

  it('start the workflow on Fridays at 17:00 UTC with the time it was due', () => {
    expect(at(template, 'FridaySchedule/Rule').Properties).toMatchObject({
      ScheduleExpression: 'cron(0 17 ? * FRI *)',
      State: 'ENABLED',
    });
    expect(targetOf('FridaySchedule/Rule')).toMatchObject({
      Arn: refTo('WeeklyWorkflow/StateMachine'),
      InputTransformer: { InputPathsMap: { time: '$.time' }, InputTemplate: '{"scheduledTime":<time>}' },
    });
  });

  it('start the daily looks at 15:00 UTC: at PayPal, unsent mails, what is to be filed anew, claims, open lists', () => {
    expect(at(template, 'DailyReconciliation/Rule').Properties.ScheduleExpression).toBe('cron(0 15 * * ? *)');
    expect(targetsOf('DailyReconciliation/Rule').map(({ Arn }: Properties) => Arn)).toEqual(
      (['reconcile-daily', 'queue-unsent-mails', 'refile-daily', 'look-after-claims', 'queue-open-lists'] as const).map(
        (name) => ({
          'Fn::GetAtt': [functionNamed(template, name)[0], 'Arn'],
        }),
      ),
    );
  });

  it.each(['FridaySchedule', 'DailyReconciliation'])(
    '%s tries for hours and then keeps what it could not start',
    (path) => {
      for (const { RetryPolicy, DeadLetterConfig } of targetsOf(`${path}/Rule`)) {
        expect(RetryPolicy.MaximumRetryAttempts).toBe(185);
        expect(RetryPolicy.MaximumEventAgeInSeconds).toBeGreaterThanOrEqual(12 * 3600);
        expect(DeadLetterConfig.Arn).toEqual(arnOf(`${path}/DeadLetters`));
      }
      // Without this statement EventBridge may not put anything there, and says nothing.
      const statements = at(template, `${path}/DeadLetters/Policy`).Properties.PolicyDocument.Statement;
      expect(statements).toContainEqual(
        expect.objectContaining({
          Action: 'sqs:SendMessage',
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': arnOf(`${path}/Rule`) } },
        }),
      );
    },
  );
});

describe("billing's API", () => {
  it('is signed, not signed in: one route into billing-events with payload format 2.0', () => {
    const [route] = resourcesOf(template, 'AWS::ApiGatewayV2::Route')
      .map(([, { Properties }]) => Properties)
      .filter(({ RouteKey }) => RouteKey === 'POST /billing/events');
    expect(route?.AuthorizationType).toBe('NONE');
    const [, integrationId] = JSON.stringify(route?.Target).match(/"Ref":"([^"]+)"/) ?? [];
    const integration = resourcesOf(template, 'AWS::ApiGatewayV2::Integration').find(([id]) => id === integrationId);
    expect(integration?.[1].Properties).toMatchObject({
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '2.0',
      IntegrationUri: { 'Fn::GetAtt': [functionNamed(template, 'billing-events')[0], 'Arn'] },
    });
  });

  it('throttles, billing, PayPal and the document more, links of mails like everything else, and logs calls without saying who called', () => {
    const { DefaultRouteSettings, RouteSettings, AccessLogSettings } = at(template, 'ProgramApi/Stage').Properties;
    expect(DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 });
    const narrow = ['POST /billing/events', 'POST /paypal/webhook', ...ENDPOINTS['api-document'].map(routeKeyOf)];
    expect(RouteSettings).toEqual(
      Object.fromEntries(narrow.map((key) => [key, { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 }])),
    );
    expect(AccessLogSettings.DestinationArn).toEqual(arnOf('ProgramApi/AccessLog'));
    const told = Object.values<string>(JSON.parse(AccessLogSettings.Format));
    const harmless =
      /^\$context\.(requestId|requestTime|routeKey|status|responseLatency|responseLength|integrationStatus)$/;
    expect(told).toContain('$context.status');
    expect(told.filter((value) => !harmless.test(value))).toEqual([]);
  });
});

describe('secrets', () => {
  it('leave no secret in the template', () => {
    for (const [, { Properties }] of resourcesOf(template, 'AWS::SecretsManager::Secret')) {
      expect(Properties).not.toHaveProperty('SecretString');
      expect(Properties).toHaveProperty('GenerateSecretString');
    }
  });

  it('have the fields that the functions read', () => {
    const fieldsOf = (path: string) => {
      const { SecretStringTemplate, GenerateStringKey } = at(template, path).Properties.GenerateSecretString;
      return [...Object.keys(JSON.parse(SecretStringTemplate)), GenerateStringKey];
    };
    expect(fieldsOf('Secrets/PayPal')).toEqual(['clientId', 'clientSecret']);
    expect(fieldsOf('Secrets/Billing')).toEqual(['hmacKey']);
    expect(fieldsOf('Secrets/Links')).toEqual(['hmacKey']);
  });
});

it('every log group forgets after a while', () => {
  const groups = resourcesOf(template, 'AWS::Logs::LogGroup');
  expect(groups.length).toBeGreaterThanOrEqual(FUNCTION_NAMES.length + 2);
  for (const [, { Properties }] of groups) expect(Properties.RetentionInDays).toBe(7);
});

it('says where everything is', () => {
  expect(Object.keys(template.Outputs).sort()).toEqual([
    'ApiUrl',
    'BillingSecretArn',
    'PayPalSecretArn',
    'PayoutQueueUrl',
    'PortalUrl',
    'StateMachineArn',
    'TableName',
    'UserPoolClientId',
    'UserPoolId',
  ]);
});
