import { describe, expect, it } from 'vitest';
import { distributionSettings } from '../../../local/cdn/distribution.ts';
import { edgeFunction } from '../../../local/cdn/edge-function.ts';
import { headersPolicy, withPolicy } from '../../../local/cdn/response-headers.ts';
import { wildcard } from '../../../local/cdn/wildcard.ts';
import type { StackResource, StackResources } from '../../../local/template/stack-resources.ts';

const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

const resource = (type: string, properties: object, name = 'name'): StackResource => ({
  logicalId: 'Site',
  type,
  name,
  arn: `arn:${name}`,
  properties: { ...properties },
});

const bucketOrigin = { Id: 'files', DomainName: 'b.example', S3OriginConfig: { OriginAccessIdentity: '' } };
const apiOrigin = { Id: 'api', DomainName: '127.0.0.1:1', CustomOriginConfig: {} };
const pages = { TargetOriginId: 'files', CachePolicyId: CACHING_DISABLED, ViewerProtocolPolicy: 'redirect-to-https' };
const stack = { ofType: () => [] } as unknown as StackResources;
const settings = (changes: object) =>
  distributionSettings(
    resource('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Enabled: true,
        Origins: [bucketOrigin, apiOrigin],
        DefaultCacheBehavior: pages,
        ...changes,
      },
    }),
    stack,
  );

describe('a distribution', () => {
  it('asks its behaviours in turn, and the default one for the rest', () => {
    const call = {
      ...pages,
      TargetOriginId: 'api',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      PathPattern: '/me/*',
      AllowedMethods: ['GET', 'POST'],
    };
    const { behaviours } = settings({ CacheBehaviors: [call] });
    expect(behaviours.map(({ pattern, origin, methods }) => [pattern?.source, origin.kind, methods])).toEqual([
      ['^\\/me\\/.*$', 'api', ['GET', 'POST']],
      [undefined, 'bucket', ['GET', 'HEAD']],
    ]);
  });

  it.each([
    ['of the whole', { CustomErrorResponses: [] }, /Site: .* does not run CustomErrorResponses/],
    ['of the whole', { Logging: {} }, /does not run Logging/],
    ['of an origin', { Origins: [{ ...bucketOrigin, OriginPath: '/a' }] }, /origin files: .* OriginPath/],
    ['of a behaviour', { DefaultCacheBehavior: { ...pages, TrustedKeyGroups: [] } }, /default: .* TrustedKeyGroups/],
    ['to keep answers', { DefaultCacheBehavior: { ...pages, CachePolicyId: 'own' } }, /its CachePolicyId/],
    ['to pass on less', { DefaultCacheBehavior: { ...pages, TargetOriginId: 'api' } }, /its OriginRequestPolicyId/],
    ['of functions', { DefaultCacheBehavior: { ...pages, FunctionAssociations: [{}] } }, /its FunctionAssociations/],
    ['elsewhere', { DefaultCacheBehavior: { ...pages, TargetOriginId: 'x' } }, /goes to x, which is no origin/],
  ])('is refused by name for what does not run: %s', (_, changes, message) => {
    expect(() => settings(changes)).toThrow(message);
  });
});

describe('a headers policy', () => {
  const policy = (config: object) =>
    headersPolicy(resource('AWS::CloudFront::ResponseHeadersPolicy', { ResponseHeadersPolicyConfig: config }));
  const item = (Header: string, Override: boolean) => ({ Header, Value: 'new', Override });

  it('takes the place of a header, or gives way to it, as it says', () => {
    const added = policy({
      CustomHeadersConfig: { Items: [item('X-Hard', true), item('X-Soft', false), item('X-More', false)] },
    });
    expect(withPolicy(['x-hard', 'old', 'x-soft', 'old', 'set-cookie', 'a', 'set-cookie', 'b'], added)).toEqual([
      ...['x-soft', 'old', 'set-cookie', 'a', 'set-cookie', 'b'],
      ...['x-hard', 'new', 'x-more', 'new'],
    ]);
  });

  it.each([
    [{ CorsConfig: {} }, /CorsConfig/],
    [{ RemoveHeadersConfig: {} }, /RemoveHeadersConfig/],
    [{ SecurityHeadersConfig: { XSSProtection: {} } }, /XSSProtection/],
  ])('is refused by name for what does not run: %j', (config, message) => {
    expect(() => policy(config)).toThrow(message);
  });
});

describe('a function at the edge', () => {
  const made = (FunctionCode: string, Runtime = 'cloudfront-js-2.0') =>
    edgeFunction(resource('AWS::CloudFront::Function', { FunctionCode, FunctionConfig: { Runtime } }));
  const request = { method: 'GET', uri: '/a' };

  it('is asked for the path, with nothing of this machine in reach', () => {
    const code =
      'function handler(event) { event.request.uri += "-" + typeof process + typeof require; return event.request; }';
    expect(made(code)(request)).toBe('/a-undefinedundefined');
  });

  it('is refused where it answers by itself, runs for ever, or is of another runtime', () => {
    expect(() => made('function handler() { return { statusCode: 302 }; }')(request)).toThrow(/gives back no request/);
    expect(() => made('function handler() { for (;;); }')(request)).toThrow(/timed out/);
    expect(() => made('', 'cloudfront-js-1.0')).toThrow(/Site runs on cloudfront-js-1.0/);
  });
});

it.each([
  { pattern: '/me/*', path: '/me/a/b', matches: true },
  { pattern: '/me/*', path: '/me', matches: false },
  { pattern: '/me/*', path: '/some/me/a', matches: false },
  { pattern: '/openapi.json', path: '/openapi_json', matches: false },
  { pattern: '/v?', path: '/v1', matches: true },
  { pattern: '*', path: 'assets/a.js', matches: true },
])('$pattern matches $path: $matches', ({ pattern, path, matches }) =>
  expect(wildcard(pattern).test(path)).toBe(matches),
);
