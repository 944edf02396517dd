// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
import { describe, expect, it } from 'vitest';
import { stackResources } from '../../local/template/stack-resources.ts';
import { findOne, type StackTemplate, type TemplateResource } from '../../local/template/stack-template.ts';
import { refuseUnsupportedTypes } from '../../local/template/supported-types.ts';

const resource = (logicalId: string, type: string, properties: object = {}, condition?: string) =>
  [logicalId, { logicalId, type, properties: { ...properties }, condition }] as [string, TemplateResource];

const TEMPLATE: StackTemplate = {
  stackName: 'Payouts',
  resources: new Map([
    resource('Table', 'AWS::DynamoDB::Table'),
    resource('QueueA1B2C3D4', 'AWS::SQS::Queue'),
    resource('Named', 'AWS::SQS::Queue', { QueueName: { 'Fn::Sub': 'q-${Stage}' } }),
    resource('Work', 'AWS::Lambda::Function'),
    resource('Live', 'AWS::Lambda::Alias', { FunctionName: { Ref: 'Work' } }),
    resource('Secret', 'AWS::SecretsManager::Secret'),
    resource('Machine', 'AWS::StepFunctions::StateMachine'),
    resource('Api', 'AWS::ApiGatewayV2::Api', { Name: 'billing' }),
    resource('Absent', 'AWS::SQS::Queue', {}, 'IsProd'),
    resource('Odd', 'AWS::Odd::Thing'),
  ]),
  parameters: { Stage: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] } },
  conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] } },
  mappings: { Regions: { 'us-east-1': { name: 'Virginia' } } },
  outputs: { Queue: { Value: { Ref: 'Named' } }, Prod: { Condition: 'IsProd', Value: 'x' } },
};
const ADDRESSES = { sqs: 'http://127.0.0.1:1', apis: new Map([['Api', 'http://127.0.0.1:2']]) };
const stack = (parameters: Record<string, string> = {}) => stackResources(TEMPLATE, parameters, ADDRESSES);
const resolve = (value: unknown) => stack().resolver.resolve(value, 'Here.Property');

describe('a template value', () => {
  it.each([
    ['a plain value', { a: [1, true, 'x'] }, { a: [1, true, 'x'] }],
    ['a parameter', { Ref: 'Stage' }, 'dev'],
    ['the account', { Ref: 'AWS::AccountId' }, '000000000000'],
    ['a table', { Ref: 'Table' }, 'Payouts-Table'],
    ['a queue', { Ref: 'QueueA1B2C3D4' }, 'http://127.0.0.1:1/000000000000/Payouts-QueueA1B2C3D4'],
    ['a named queue', { 'Fn::GetAtt': ['Named', 'QueueName'] }, 'q-dev'],
    ['an ARN', { 'Fn::GetAtt': ['Named', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:q-dev'],
    ['an ARN by text', { 'Fn::GetAtt': 'Work.Arn' }, 'arn:aws:lambda:us-east-1:000000000000:function:Payouts-Work'],
    ['an alias', { Ref: 'Live' }, 'arn:aws:lambda:us-east-1:000000000000:function:Payouts-Work'],
    ['a machine', { Ref: 'Machine' }, 'arn:aws:states:us-east-1:000000000000:stateMachine:Payouts-Machine'],
    ['an address', { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, 'http://127.0.0.1:2'],
    ['joined', { 'Fn::Join': [':', ['a', { Ref: 'Stage' }, 7]] }, 'a:dev:7'],
    ['substituted', { 'Fn::Sub': ['${x}/${Stage}/${Named.QueueName}/${!keep}', { x: 'y' }] }, 'y/dev/q-dev/${keep}'],
    ['selected', { 'Fn::Select': ['1', { 'Fn::Split': ['-', 'a-b'] }] }, 'b'],
    ['chosen', { 'Fn::If': ['IsProd', 'big', 'small'] }, 'small'],
    ['negated', { 'Fn::If': ['IsDev', 'small', 'big'] }, 'small'],
    ['left out of a list', [1, { 'Fn::If': ['IsProd', 2, { Ref: 'AWS::NoValue' }] }], [1]],
    ['left out of an object', { a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
    ['mapped', { 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'name'] }, 'Virginia'],
    ['encoded', { 'Fn::Base64': 'a' }, 'YQ=='],
  ])('can be %s', (_, value, expected) => expect(resolve(value)).toEqual(expected));

  it.each([
    ['an unknown function', { 'Fn::GetAZs': '' }, /Here\.Property uses Fn::GetAZs/],
    ['an unknown resource', { Ref: 'Nothing' }, /Here\.Property refers to Nothing/],
    [
      'an unknown attribute',
      { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      /Fn::GetAtt Table\.StreamArn.*AWS::DynamoDB::Table/,
    ],
    ['a type without a Ref', { Ref: 'Odd' }, /Ref Odd.*AWS::Odd::Thing/],
    ['a list in a text', { 'Fn::Join': ['', [['a']]] }, /Here\.Property/],
  ])('is refused for %s, with where it stands', (_, value, says) => expect(() => resolve(value)).toThrow(says));
});

describe('a stack', () => {
  it('leaves out what its condition excludes', () => {
    const names = stack()
      .ofType('AWS::SQS::Queue')
      .map(({ logicalId }) => logicalId);
    expect(names).toEqual(['QueueA1B2C3D4', 'Named']);
    expect(stack().outputs()).toEqual({ Queue: 'http://127.0.0.1:1/000000000000/q-dev' });
    expect(Object.keys(stack({ Stage: 'prod' }).outputs())).toEqual(['Queue', 'Prod']);
  });
  it('takes only parameters it has, with values it allows', () => {
    expect(() => stack({ Stgae: 'dev' })).toThrow(/Stgae is not in the template; there is: Stage/);
    expect(() => stack({ Stage: 'test' })).toThrow(/Stage is test; allowed: dev, prod/);
  });
  it('is refused by the names of what cannot run', () => {
    expect(() => refuseUnsupportedTypes(TEMPLATE)).toThrow('the embedded cloud cannot run: Odd (AWS::Odd::Thing)');
  });
  it('finds resources by id, by id without hash, by name, or as the only one', () => {
    const queues = stack().ofType('AWS::SQS::Queue');
    expect(findOne('queue', queues, 'Queue').logicalId).toBe('QueueA1B2C3D4');
    expect(findOne('queue', queues, 'q-dev').logicalId).toBe('Named');
    expect(() => findOne('queue', queues)).toThrow(/QueueA1B2C3D4, Named/);
    expect(findOne('table', stack().ofType('AWS::DynamoDB::Table')).name).toBe('Payouts-Table');
  });
});
