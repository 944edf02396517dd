/** Which resources the embedded cloud runs, and which have no effect here. Everything else is refused by name. */
import type { StackTemplate } from './stack-template.ts';

const RUN = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolGroup',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Version',
  'AWS::S3::Bucket', // the files that deployments copy into it
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
  'AWS::StepFunctions::StateMachine',
  'Custom::CDKBucketDeployment',
]);

/** Permissions, logs and alarms: nothing the program does depends on them on this machine. */
const WITHOUT_EFFECT = [
  /^AWS::IAM::/,
  /^AWS::Logs::/,
  /^AWS::CloudWatch::/,
  /^AWS::KMS::/,
  /^AWS::SNS::/,
  /^AWS::ResourceGroups::/,
  /^AWS::CDK::Metadata$/,
  /^AWS::CloudFront::OriginAccessControl$/,
  /^AWS::Lambda::LayerVersion$/, // a function that has one is refused
  /^AWS::Lambda::Permission$/,
  /^AWS::S3::BucketPolicy$/,
  /^AWS::SQS::QueuePolicy$/,
  /^AWS::SecretsManager::ResourcePolicy$/,
  /^AWS::SES::/, // every sender is a verified one here
];

/** @throws Error that lists each resource the embedded cloud can neither run nor leave out. */
export function refuseUnsupportedTypes(template: StackTemplate): void {
  const unknown = [...template.resources.values()].filter(
    ({ type }) => !RUN.has(type) && !WITHOUT_EFFECT.some((pattern) => pattern.test(type)),
  );
  if (unknown.length === 0) return;
  const list = unknown.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ');
  throw new Error(`the embedded cloud cannot run: ${list}`);
}
