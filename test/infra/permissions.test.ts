import { beforeAll, describe, expect, it } from 'vitest';
import type { FunctionName } from '../../infra/functions.ts';
import {
  functionNamed,
  logicalIdAt,
  type Properties,
  resourcesOf,
  synthesizedTemplate,
  type Template,
} from './synthesized.ts';

/** What each function may do, and to what. A new line here is a decision, not a side effect. */
const LOGS = { 'own log': ['logs:CreateLogStream', 'logs:PutLogEvents'] };
const READ_WRITE = ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'];
const LEDGER = { ledger: READ_WRITE.map((action) => `dynamodb:${action}`) };
const READ_LEDGER = { ledger: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'] };
const ROWS_TOO = { ledger: [...LEDGER.ledger, 'dynamodb:BatchWriteItem'].sort() };
const QUEUE = { 'payout queue': ['sqs:SendMessage'] };
const LOOKS = { 'look queue': ['sqs:SendMessage'] };
const MAILS = { 'mail queue': ['sqs:SendMessage'] };
const LISTS = { 'list queue': ['sqs:SendMessage'] };
const LINKS = { 'link secret': ['secretsmanager:GetSecretValue'] };
const GIVEN_UP = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
const inPool = (...actions: readonly string[]) => actions.map((action) => `cognito-idp:${action}`);
const PAYPAL = { 'PayPal secret': ['secretsmanager:GetSecretValue'] };

const ALLOWED: Record<FunctionName, Record<string, readonly string[]>> = {
  'billing-events': { ...LOGS, ...LEDGER, 'billing secret': ['secretsmanager:GetSecretValue'] },
  // No PayPal: what everybody may call can pay nobody.
  'paypal-webhook': { ...LOGS, ...LEDGER, ...LOOKS },
  'look-at-payouts': {
    ...LOGS,
    ...LEDGER,
    ...QUEUE,
    ...PAYPAL,
    ...MAILS,
    'look queue': ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
  },
  'open-run': { ...LOGS, ...LEDGER, "this machine's executions": ['states:DescribeExecution'] },
  'plan-buckets': { ...LOGS, ledger: [...LEDGER.ledger, 'dynamodb:BatchWriteItem'].sort() },
  'guard-run': { ...LOGS, ...LEDGER },
  'queue-batches': { ...LOGS, ...LEDGER, ...QUEUE },
  'settle-payouts': {
    ...LOGS,
    ...LEDGER,
    ...PAYPAL,
    'payout queue': ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sqs:SendMessage'],
  },
  'reconcile-run': { ...LOGS, ...LEDGER, ...QUEUE, ...PAYPAL, ...MAILS },
  'reconcile-daily': { ...LOGS, ...LEDGER, ...QUEUE, ...PAYPAL, ...MAILS, ...LOOKS },
  'refuse-run': { ...LOGS, ...LEDGER },
  'close-run': { ...LOGS, ...LEDGER },
  'send-mail': {
    ...LOGS,
    ...LEDGER,
    'mail queue': ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    "SES's identities": ['ses:SendEmail'],
  },
  'refile-daily': { ...LOGS, ...LEDGER },
  'queue-unsent-mails': { ...LOGS, ...READ_LEDGER, ...MAILS },
  'referral-list-worker': {
    ...LOGS,
    ...LEDGER,
    'list queue': ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sqs:SendMessage'],
  },
  'queue-open-lists': { ...LOGS, ...READ_LEDGER, ...LISTS },
  'partner-referral-lists': { ...LOGS, ...ROWS_TOO, ...LISTS },
  'ops-referral-lists': { ...LOGS, ...ROWS_TOO, ...LISTS },
  'api-document': { ...LOGS },
  'portal-settings': { ...LOGS },
  'partner-earnings': { ...LOGS, ...READ_LEDGER },
  'partner-entries': { ...LOGS, ...READ_LEDGER },
  'payout-statement': { ...LOGS, ...READ_LEDGER },
  'partner-settings': { ...LOGS, ...LEDGER, ...MAILS, ...LINKS },
  'partner-account': {
    ...LOGS,
    ...LEDGER,
    ...MAILS,
    ...LINKS,
    'user pool': inPool('AdminGetUser', 'AdminInitiateAuth', 'AdminRespondToAuthChallenge', 'AdminUserGlobalSignOut'),
  },
  'password-chosen': { ...LOGS, ...LEDGER },
  'partner-claims': { ...LOGS, ...LEDGER, ...MAILS, ...LINKS },
  'claim-pages': { ...LOGS, ...LEDGER, ...MAILS, ...LINKS },
  'look-after-claims': { ...LOGS, ...LEDGER, ...MAILS, ...LINKS },
  'ops-claims': { ...LOGS, ...READ_LEDGER },
  'ops-claim-requests': { ...LOGS, ...LEDGER, ...MAILS, ...LINKS },
  'ops-claim-decisions': { ...LOGS, ...LEDGER, ...MAILS, ...LINKS },
  'mail-links': { ...LOGS, ...LEDGER, ...MAILS, ...LINKS, 'user pool': inPool('AdminUpdateUserAttributes') },
  'ops-partners': {
    ...LOGS,
    ...LEDGER,
    ...MAILS,
    ...LINKS,
    'user pool': inPool(
      'AdminAddUserToGroup',
      'AdminCreateUser',
      'AdminGetUser',
      'AdminListGroupsForUser',
      'AdminSetUserMFAPreference',
      'AdminSetUserPassword',
      'AdminUpdateUserAttributes',
      'AdminUserGlobalSignOut',
    ),
  },
  'ops-partner-terms': { ...LOGS, ...LEDGER, ...MAILS },
  'ops-decisions': { ...LOGS, ...LEDGER, ...MAILS },
  // No PayPal: what is ordered here is queued, and the worker asks.
  'ops-exceptions': { ...LOGS, ...LEDGER, ...LOOKS },
  'ops-program': { ...LOGS, ...LEDGER },
  'ops-books': { ...LOGS, ...READ_LEDGER },
  'ops-run-books': { ...LOGS, ...READ_LEDGER, ...PAYPAL },
  'ops-runs': {
    ...LOGS,
    ...LEDGER,
    machine: ['states:DescribeStateMachine', 'states:ListExecutions', 'states:StartExecution'],
    "this machine's executions": ['states:DescribeExecution', 'states:GetExecutionHistory'],
  },
  'ops-dead-letters': {
    ...LOGS,
    ...LEDGER,
    ...QUEUE,
    ...MAILS,
    ...LISTS,
    'payout dead letters': GIVEN_UP,
    'mail dead letters': GIVEN_UP,
    'list dead letters': GIVEN_UP,
    ...LOOKS,
    'look dead letters': GIVEN_UP,
    'friday dead letters': GIVEN_UP,
    'daily dead letters': GIVEN_UP,
  },
};

let template: Template;
beforeAll(async () => {
  template = await synthesizedTemplate();
});

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

function statementsOf(roleId: string): Properties[] {
  const attached = resourcesOf(template, 'AWS::IAM::Policy')
    .map(([, { Properties }]) => Properties)
    .filter(({ Roles }) => Roles.some((role: { Ref: string }) => role.Ref === roleId));
  const inline = template.Resources[roleId]?.Properties.Policies ?? [];
  return [...inline, ...attached].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** The template's reference to a resource in the words of the table above; anything unknown stands as it is. */
function nameOf(resource: unknown, name: FunctionName): string {
  const ownLog = functionNamed(template, name)[1].Properties.LoggingConfig.LogGroup.Ref;
  const machine = logicalIdAt(template, 'WeeklyWorkflow/StateMachine');
  const partition = { Ref: 'AWS::Partition' };
  const [region, account] = [{ Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }];
  const executions = ['arn:', partition, ':states:', region, ':', account];
  const known: [name: string, reference: unknown][] = [
    ['own log', { 'Fn::GetAtt': [ownLog, 'Arn'] }],
    ['ledger', { 'Fn::GetAtt': [logicalIdAt(template, 'Ledger/Table'), 'Arn'] }],
    ['payout queue', { 'Fn::GetAtt': [logicalIdAt(template, 'PayoutQueue/Queue'), 'Arn'] }],
    ['look queue', { 'Fn::GetAtt': [logicalIdAt(template, 'LookQueue/Queue'), 'Arn'] }],
    ['look dead letters', { 'Fn::GetAtt': [logicalIdAt(template, 'LookQueue/DeadLetters'), 'Arn'] }],
    ['mail queue', { 'Fn::GetAtt': [logicalIdAt(template, 'MailDelivery/Queue'), 'Arn'] }],
    ['list queue', { 'Fn::GetAtt': [logicalIdAt(template, 'ReferralListQueue/Queue'), 'Arn'] }],
    ["SES's identities", { 'Fn::Join': ['', ['arn:', partition, ':ses:', region, ':', account, ':identity/*']] }],
    ['PayPal secret', { Ref: logicalIdAt(template, 'Secrets/PayPal') }],
    ['link secret', { Ref: logicalIdAt(template, 'Secrets/Links') }],
    ['user pool', { 'Fn::GetAtt': [logicalIdAt(template, 'PartnerPool/Pool'), 'Arn'] }],
    ['machine', { Ref: machine }],
    ['payout dead letters', { 'Fn::GetAtt': [logicalIdAt(template, 'PayoutQueue/DeadLetters'), 'Arn'] }],
    ['mail dead letters', { 'Fn::GetAtt': [logicalIdAt(template, 'MailDelivery/DeadLetters'), 'Arn'] }],
    ['list dead letters', { 'Fn::GetAtt': [logicalIdAt(template, 'ReferralListQueue/DeadLetters'), 'Arn'] }],
    ['friday dead letters', { 'Fn::GetAtt': [logicalIdAt(template, 'FridaySchedule/DeadLetters'), 'Arn'] }],
    ['daily dead letters', { 'Fn::GetAtt': [logicalIdAt(template, 'DailyReconciliation/DeadLetters'), 'Arn'] }],
    ['billing secret', { Ref: logicalIdAt(template, 'Secrets/Billing') }],
    [
      "this machine's executions",
      { 'Fn::Join': ['', [...executions, ':execution:', { 'Fn::GetAtt': [machine, 'Name'] }, ':*']] },
    ],
  ];
  const text = JSON.stringify(resource);
  return known.find(([, reference]) => JSON.stringify(reference) === text)?.[0] ?? text;
}

function permissionsOf(name: FunctionName): Record<string, string[]> {
  const role = functionNamed(template, name)[1].Properties.Role['Fn::GetAtt'][0];
  const found: Record<string, string[]> = {};
  for (const { Effect, Action, Resource, NotAction, NotResource } of statementsOf(role)) {
    expect({ Effect, NotAction, NotResource }).toEqual({ Effect: 'Allow' });
    for (const resource of listed(Resource)) {
      const key = nameOf(resource, name);
      found[key] = [...(found[key] ?? []), ...(listed(Action) as string[])].sort();
    }
  }
  return found;
}

describe('each function may do exactly what it needs', () => {
  it.each(Object.entries(ALLOWED) as [FunctionName, Record<string, string[]>][])('%s', (name, allowed) => {
    expect(permissionsOf(name)).toEqual(allowed);
  });
});

it('no two functions share a role', () => {
  const roles = Object.keys(ALLOWED).map(
    (name) => functionNamed(template, name as FunctionName)[1].Properties.Role['Fn::GetAtt'][0],
  );
  expect(new Set(roles).size).toBe(roles.length);
});

it('nothing is allowed by a * action, and nothing on * but the delivery of the workflow log', () => {
  const roles = resourcesOf(template, 'AWS::IAM::Role').map(([id]) => id);
  const statements = roles.flatMap(statementsOf);
  expect(statements.length).toBeGreaterThan(roles.length);
  for (const { Action, Resource } of statements) {
    for (const action of listed(Action)) expect(action).not.toContain('*');
    if (listed(Resource).includes('*')) for (const action of listed(Action)) expect(action).toMatch(/^logs:/);
  }
});

it('mails are sent from the one address that the deployment names', () => {
  const role = functionNamed(template, 'send-mail')[1].Properties.Role['Fn::GetAtt'][0];
  const sending = statementsOf(role).filter(({ Action }) => listed(Action).includes('ses:SendEmail'));
  expect(sending.map(({ Condition }) => Condition)).toEqual([
    { StringEquals: { 'ses:FromAddress': { Ref: 'MailFrom' } } },
  ]);
});

it('no role takes a policy of AWS that allows more', () => {
  for (const [, { Properties }] of resourcesOf(template, 'AWS::IAM::Role')) {
    expect(Properties).not.toHaveProperty('ManagedPolicyArns');
  }
});

it('the workflow may call its own steps only, and the Friday rule may start the workflow only', () => {
  const steps = ['close-run', 'guard-run', 'open-run', 'plan-buckets', 'queue-batches', 'reconcile-run', 'refuse-run'];
  const [invoke] = statementsOf(logicalIdAt(template, 'WeeklyWorkflow/Role'));
  expect(invoke).toEqual({
    Action: 'lambda:InvokeFunction',
    Effect: 'Allow',
    Resource: steps.map((name) => ({ 'Fn::GetAtt': [functionNamed(template, name as FunctionName)[0], 'Arn'] })),
  });
  expect(statementsOf(logicalIdAt(template, 'WeeklyWorkflow/StateMachine/EventsRole'))).toEqual([
    {
      Action: 'states:StartExecution',
      Effect: 'Allow',
      Resource: { Ref: logicalIdAt(template, 'WeeklyWorkflow/StateMachine') },
    },
  ]);
});
