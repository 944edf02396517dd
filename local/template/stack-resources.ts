/** Gives every resource of the stack its name, ARN and address on this machine, and reads its resolved properties. */
import { createHash } from 'node:crypto';
import { isObject } from '../json.ts';
import { createResolver, type Resolver } from './intrinsics.ts';
import type { StackTemplate, TemplateResource } from './stack-template.ts';

/** The queue service's account on this machine; all ARNs use it. */
export const ACCOUNT_ID = '000000000000';
export const REGION = 'us-east-1';

/** Where the services are, as functions see them. */
export interface ServiceAddresses {
  readonly sqs: string;
  /** Base address of each HTTP API, by logical id. */
  readonly apis: ReadonlyMap<string, string>;
  /** Where each distribution is served, by logical id. @default nowhere */
  readonly sites?: ReadonlyMap<string, string>;
}

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
  readonly arn: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Which property holds a resource's name, and how long CloudFormation's own names may be. */
const NAMED: Readonly<Record<string, readonly [property: string, maxLength: number]>> = {
  'AWS::CloudFront::Function': ['Name', 64],
  'AWS::DynamoDB::Table': ['TableName', 255],
  'AWS::DynamoDB::GlobalTable': ['TableName', 255],
  'AWS::SQS::Queue': ['QueueName', 80],
  'AWS::Lambda::Function': ['FunctionName', 64],
  'AWS::Lambda::LayerVersion': ['LayerName', 140],
  'AWS::StepFunctions::StateMachine': ['StateMachineName', 80],
  'AWS::S3::Bucket': ['BucketName', 63],
  'AWS::SecretsManager::Secret': ['Name', 255],
  'AWS::Events::Rule': ['Name', 64],
  'AWS::ApiGatewayV2::Api': ['Name', 128],
  'AWS::ApiGatewayV2::Stage': ['StageName', 128],
  'AWS::Cognito::UserPoolGroup': ['GroupName', 128],
  'AWS::IAM::Role': ['RoleName', 64],
  'AWS::Logs::LogGroup': ['LogGroupName', 512],
  'AWS::SNS::Topic': ['TopicName', 256],
  'AWS::CloudWatch::Alarm': ['AlarmName', 255],
};

/** Types whose identity is an id that the service makes; a name in the template is only a label. Made of the stack's
 * names here, so that they are the same at every start. */
const IDS: Readonly<Record<string, (name: string) => string>> = {
  'AWS::CloudFront::Distribution': (name) => `E${longHash(name).slice(0, 13).toUpperCase()}`,
  'AWS::CloudFront::OriginAccessControl': (name) => longHash(name).slice(0, 14),
  'AWS::CloudFront::ResponseHeadersPolicy': (name) => longHash(name).slice(0, 36),
  'AWS::Cognito::UserPool': (name) => `${REGION}_${longHash(name).slice(0, 9)}`,
  'AWS::Cognito::UserPoolClient': (name) => longHash(name).slice(0, 26),
};

const ARNS: Readonly<Record<string, (name: string) => string>> = {
  'AWS::CloudFront::Function': (name) => `arn:aws:cloudfront::${ACCOUNT_ID}:function/${name}`,
  'AWS::DynamoDB::Table': (name) => `arn:aws:dynamodb:${REGION}:${ACCOUNT_ID}:table/${name}`,
  'AWS::DynamoDB::GlobalTable': (name) => `arn:aws:dynamodb:${REGION}:${ACCOUNT_ID}:table/${name}`,
  'AWS::SQS::Queue': (name) => `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:${name}`,
  'AWS::Lambda::Function': (name) => `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${name}`,
  'AWS::StepFunctions::StateMachine': (name) => `arn:aws:states:${REGION}:${ACCOUNT_ID}:stateMachine:${name}`,
  'AWS::SecretsManager::Secret': (name) =>
    `arn:aws:secretsmanager:${REGION}:${ACCOUNT_ID}:secret:${name}-${shortHash(name)}`,
  'AWS::S3::Bucket': (name) => `arn:aws:s3:::${name}`,
  'AWS::Events::Rule': (name) => `arn:aws:events:${REGION}:${ACCOUNT_ID}:rule/${name}`,
  'AWS::Cognito::UserPool': (id) => `arn:aws:cognito-idp:${REGION}:${ACCOUNT_ID}:userpool/${id}`,
  'AWS::IAM::Role': (name) => `arn:aws:iam::${ACCOUNT_ID}:role/${name}`,
  'AWS::Logs::LogGroup': (name) => `arn:aws:logs:${REGION}:${ACCOUNT_ID}:log-group:${name}:*`,
  'AWS::SNS::Topic': (name) => `arn:aws:sns:${REGION}:${ACCOUNT_ID}:${name}`,
  'AWS::CloudWatch::Alarm': (name) => `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:${name}`,
};

/** Types whose `Ref` is the ARN, not the name. */
const REF_IS_ARN = new Set(['AWS::StepFunctions::StateMachine', 'AWS::SecretsManager::Secret', 'AWS::SNS::Topic']);

export interface StackResources {
  readonly resolver: Resolver;
  readonly outputs: () => Record<string, string>;
  /** The resources of these types, properties resolved. Those whose condition does not hold are left out. */
  ofType(...types: readonly string[]): readonly StackResource[];
}

/** @throws Error that names the resource or parameter that cannot be resolved. */
export function stackResources(
  template: StackTemplate,
  parameters: Readonly<Record<string, string>>,
  addresses: ServiceAddresses,
): StackResources {
  const pseudoParameters = {
    'AWS::AccountId': ACCOUNT_ID,
    'AWS::Region': REGION,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': template.stackName,
    'AWS::StackId': `arn:aws:cloudformation:${REGION}:${ACCOUNT_ID}:stack/${template.stackName}/local`,
  };

  const nameOf = ({ logicalId, type, properties }: TemplateResource): string => {
    const idOf = IDS[type];
    if (idOf) return idOf(`${template.stackName}-${logicalId}`);
    const [property, maxLength] = NAMED[type] ?? ['', 255];
    const given = properties[property];
    // An HTTP API's name is a label: its identity is the id that CloudFormation makes.
    if (given !== undefined && type !== 'AWS::ApiGatewayV2::Api') {
      return String(resolver.resolve(given, `${logicalId}.${property}`));
    }
    const suffix = properties.FifoQueue === true ? '.fifo' : '';
    return shortened(`${template.stackName}-${logicalId}`, maxLength - suffix.length) + suffix;
  };

  const attributeOf = (resource: TemplateResource, attribute: string | undefined): unknown => {
    const name = nameOf(resource);
    const arn = ARNS[resource.type]?.(name);
    if (attribute === 'Arn') return arn;
    switch (`${resource.type} ${attribute ?? 'Ref'}`) {
      case 'AWS::SQS::Queue Ref':
      case 'AWS::SQS::Queue QueueUrl':
        return `${addresses.sqs}/${ACCOUNT_ID}/${name}`;
      case 'AWS::SQS::Queue QueueName':
      case 'AWS::StepFunctions::StateMachine Name':
      case 'AWS::SNS::Topic TopicName':
        return name;
      case 'AWS::SecretsManager::Secret Id':
      case 'AWS::SNS::Topic TopicArn':
        return arn;
      case 'AWS::ApiGatewayV2::Api ApiId':
        return name;
      case 'AWS::Cognito::UserPool UserPoolId':
      case 'AWS::Cognito::UserPoolClient ClientId':
        return name;
      case 'AWS::Cognito::UserPool ProviderName':
        return providerOf(name);
      case 'AWS::Cognito::UserPool ProviderURL':
        return `https://${providerOf(name)}`;
      case 'AWS::CloudFront::OriginAccessControl Id':
      case 'AWS::ApiGatewayV2::Authorizer AuthorizerId':
        return name;
      case 'AWS::CloudFront::Distribution DomainName':
        return siteOf(name);
      case 'AWS::CloudFront::Function FunctionARN':
        return arn;
      case 'AWS::S3::Bucket RegionalDomainName':
        return bucketDomainOf(name);
      case 'AWS::ApiGatewayV2::Api ApiEndpoint':
        return addresses.apis.get(resource.logicalId);
      case 'AWS::Lambda::Alias Ref':
      case 'AWS::Lambda::Version Ref':
      case 'AWS::Lambda::Version FunctionArn':
        return resolver.resolve(functionArnOf(resource.properties.FunctionName), resource.logicalId);
    }
    if (attribute !== undefined) return undefined;
    return REF_IS_ARN.has(resource.type)
      ? arn
      : NAMED[resource.type] || IDS[resource.type] || /^AWS::ApiGatewayV2::/.test(resource.type)
        ? name
        : undefined;
  };

  const resolver = createResolver(template, pseudoParameters, parameters, attributeOf);

  /** A distribution has a name of the cloud and TLS there: whoever is told its address is told where it is here. */
  const here = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(here);
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, here(each)]));
    if (typeof value !== 'string' || !value.includes(SITES)) return value;
    return [...(addresses.sites ?? [])].reduce((text, [logicalId, url]) => {
      const site = template.resources.get(logicalId);
      return site ? text.replaceAll(`https://${siteOf(nameOf(site))}`, url) : text;
    }, value);
  };

  const ofType = (...types: readonly string[]): readonly StackResource[] =>
    [...template.resources.values()]
      .filter(({ type, condition }) => types.includes(type) && resolver.holds(condition))
      .map((resource) => {
        const { logicalId, type } = resource;
        const name = nameOf(resource);
        // Property by property, so that an error says which one cannot be resolved.
        const properties = Object.entries(resource.properties).map(([key, value]) => [
          key,
          here(resolver.resolve(value, `${logicalId}.${key}`)),
        ]);
        return { logicalId, type, name, arn: ARNS[type]?.(name) ?? name, properties: Object.fromEntries(properties) };
      });

  const outputs = (): Record<string, string> => {
    const found: Record<string, string> = {};
    for (const [key, output] of Object.entries(template.outputs)) {
      const { Value, Condition } = output as { Value: unknown; Condition?: string };
      if (resolver.holds(Condition)) found[key] = String(here(resolver.resolve(Value, `output ${key}`)));
    }
    return found;
  };

  return { resolver, ofType, outputs };
}

/** Aliases and versions stand for their function: on this machine there is one version. */
const functionArnOf = (reference: unknown): unknown =>
  typeof reference === 'object' && reference !== null && 'Ref' in reference
    ? { 'Fn::GetAtt': [(reference as { Ref: unknown }).Ref, 'Arn'] }
    : reference;

/** A pool's address in the cloud: its tokens say that they are from there. */
const providerOf = (poolId: string): string => `cognito-idp.${REGION}.amazonaws.com/${poolId}`;

const SITES = '.cloudfront.net';
const siteOf = (distributionId: string): string => `d${distributionId.toLowerCase()}${SITES}`;
/** Of a bucket as an origin. */
export const bucketDomainOf = (bucket: string): string => `${bucket}.s3.${REGION}.amazonaws.com`;

const longHash = (text: string): string => createHash('sha256').update(text).digest('hex');
const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 6);

/** Cut names keep a hash, since two long ids may begin alike. */
const shortened = (name: string, maxLength: number): string =>
  name.length <= maxLength ? name : `${name.slice(0, maxLength - 7)}-${shortHash(name)}`;
