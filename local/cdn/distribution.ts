/** A CloudFront distribution as the template has it: which paths go where, and what is added to the answers. */
import { listAt, objectAt, stringAt } from '../json.ts';
import type { StackResource, StackResources } from '../template/stack-resources.ts';
import { type EdgeFunction, edgeFunction } from './edge-function.ts';
import { refuseOthers } from './refuse-others.ts';
import { type HeadersPolicy, headersPolicy } from './response-headers.ts';
import { wildcard } from './wildcard.ts';

export type Origin =
  | { readonly kind: 'bucket'; readonly domainName: string }
  | { readonly kind: 'api'; readonly domainName: string };

export interface Behaviour {
  /** Undefined for the default one. */
  readonly pattern: RegExp | undefined;
  readonly origin: Origin;
  readonly methods: readonly string[];
  readonly headers: HeadersPolicy | undefined;
  readonly viewerRequest: EdgeFunction | undefined;
  readonly compresses: boolean;
}

export interface DistributionSettings {
  readonly logicalId: string;
  /** In the order in which paths are compared; the default one is the last. */
  readonly behaviours: readonly Behaviour[];
}

/** Managed by CloudFront, under the same ids in every account. Nothing is kept at an edge here, which either allows. */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const CONFIG = ['CacheBehaviors', 'DefaultCacheBehavior', 'Enabled', 'Origins'];
/** Of networks and names: there is one of each on this machine. */
const CONFIG_WITHOUT_EFFECT = ['Aliases', 'Comment', 'HttpVersion', 'IPV6Enabled', 'PriceClass', 'ViewerCertificate'];
const ORIGIN = ['CustomOriginConfig', 'DomainName', 'Id', 'OriginAccessControlId', 'S3OriginConfig'];
const BEHAVIOUR = [
  'AllowedMethods',
  'CachePolicyId',
  'Compress',
  'FunctionAssociations',
  'OriginRequestPolicyId',
  'PathPattern',
  'ResponseHeadersPolicyId',
  'TargetOriginId',
  'ViewerProtocolPolicy',
];

/** @throws Error naming what does not run here. */
export function distributionSettings(distribution: StackResource, stack: StackResources): DistributionSettings {
  const { logicalId } = distribution;
  const config = objectAt(distribution.properties.DistributionConfig, `${logicalId}.DistributionConfig`);
  refuseOthers(config, [...CONFIG, ...CONFIG_WITHOUT_EFFECT], logicalId);
  const origins = new Map(listAt(config.Origins, `${logicalId}.Origins`).map((each) => originOf(each, logicalId)));
  const functions = new Map(stack.ofType('AWS::CloudFront::Function').map((each) => [each.arn, edgeFunction(each)]));
  const policies = new Map(
    stack.ofType('AWS::CloudFront::ResponseHeadersPolicy').map((each) => [each.name, headersPolicy(each)]),
  );

  const behaviourOf = (value: unknown): Behaviour => {
    const behaviour = objectAt(value, `${logicalId}: a behaviour`);
    const { PathPattern, CachePolicyId, ResponseHeadersPolicyId } = behaviour;
    const where = `${logicalId}, behaviour ${String(PathPattern ?? 'default')}`;
    refuseOthers(behaviour, BEHAVIOUR, where);
    if (CachePolicyId !== CACHING_DISABLED && CachePolicyId !== CACHING_OPTIMIZED) refuse(where, 'CachePolicyId');
    const origin = origins.get(stringAt(behaviour.TargetOriginId, `${where}: TargetOriginId`));
    if (!origin) throw new Error(`${where} goes to ${String(behaviour.TargetOriginId)}, which is no origin`);
    const isApi = origin.kind === 'api';
    if (behaviour.OriginRequestPolicyId !== (isApi ? ALL_VIEWER_EXCEPT_HOST : undefined))
      refuse(where, 'OriginRequestPolicyId');
    // What an API answers depends on who asks: an edge that kept it is not run here.
    if (isApi && CachePolicyId !== CACHING_DISABLED) refuse(where, 'CachePolicyId');
    return {
      pattern: PathPattern === undefined ? undefined : wildcard(stringAt(PathPattern, where)),
      origin,
      methods: listAt(behaviour.AllowedMethods ?? ['GET', 'HEAD'], `${where}: AllowedMethods`).map(String),
      headers: ResponseHeadersPolicyId === undefined ? undefined : policies.get(String(ResponseHeadersPolicyId)),
      viewerRequest: viewerRequestOf(behaviour.FunctionAssociations, functions, where),
      compresses: behaviour.Compress === true && CachePolicyId === CACHING_OPTIMIZED,
    };
  };

  const named = listAt(config.CacheBehaviors, `${logicalId}.CacheBehaviors`).map(behaviourOf);
  return { logicalId, behaviours: [...named, behaviourOf(config.DefaultCacheBehavior)] };
}

function originOf(value: unknown, logicalId: string): [id: string, origin: Origin] {
  const origin = objectAt(value, `${logicalId}: an origin`);
  const id = stringAt(origin.Id, `${logicalId}: an origin's Id`);
  refuseOthers(origin, ORIGIN, `${logicalId}, origin ${id}`);
  const domainName = stringAt(origin.DomainName, `${logicalId}, origin ${id}: DomainName`);
  return [id, { kind: origin.S3OriginConfig === undefined ? 'api' : 'bucket', domainName }];
}

function viewerRequestOf(
  associations: unknown,
  functions: ReadonlyMap<string, EdgeFunction>,
  where: string,
): EdgeFunction | undefined {
  const [first, ...more] = listAt(associations, `${where}: FunctionAssociations`);
  if (first === undefined) return undefined;
  const { EventType, FunctionARN } = objectAt(first, `${where}: FunctionAssociations`);
  const found = functions.get(String(FunctionARN));
  if (more.length > 0 || EventType !== 'viewer-request' || !found) refuse(where, 'FunctionAssociations');
  return found;
}

function refuse(where: string, property: string): never {
  throw new Error(`${where}: its ${property} is not run by the embedded cloud`);
}
