import { beforeAll, describe, expect, it } from 'vitest';
import { apiPathPatterns } from '../../infra/api-path-patterns.ts';
import { ALL_ENDPOINTS } from '../../shared/contracts/api/endpoints.ts';
import { at, logicalIdAt, type Properties, resourcesOf, synthesizedTemplate, type Template } from './synthesized.ts';

let template: Template;
beforeAll(async () => {
  template = await synthesizedTemplate();
});

const distribution = (): Properties => at(template, 'Portal/Distribution').Properties.DistributionConfig;
const headersAt = (path: string): Properties =>
  at(template, `Portal/Headers/${path}`).Properties.ResponseHeadersPolicyConfig;
const originOf = ({ TargetOriginId }: Properties): Properties =>
  distribution().Origins.find(({ Id }: Properties) => Id === TargetOriginId);
/** CloudFront's `*` stands for any letters, slashes too. */
const behaviourFor = (path: string): Properties =>
  distribution().CacheBehaviors.find(({ PathPattern }: Properties) =>
    new RegExp(`^${PathPattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(path),
  ) ?? distribution().DefaultCacheBehavior;

/** Managed by CloudFront, the same in every account. */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

describe("the portal's bucket", () => {
  const bucket = () => at(template, 'Portal/Bucket').Properties;
  const statements = () => at(template, 'Portal/Bucket/Policy').Properties.PolicyDocument.Statement as Properties[];

  it('is the only one, private and encrypted', () => {
    expect(resourcesOf(template, 'AWS::S3::Bucket')).toHaveLength(1);
    expect(bucket()).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    expect(JSON.stringify(bucket().BucketEncryption)).toContain('AES256');
    expect(bucket()).not.toHaveProperty('WebsiteConfiguration');
  });

  it('lets this distribution read one object at a time, and nobody else', () => {
    const allowed = statements().filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toHaveLength(1);
    expect(allowed[0]).toMatchObject({ Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } });
    expect(JSON.stringify(allowed[0]?.Condition.StringEquals['AWS:SourceArn'])).toContain(
      `{"Ref":"${logicalIdAt(template, 'Portal/Distribution')}"}`,
    );
  });

  it('refuses whoever comes without TLS 1.2', () => {
    const denied = statements().filter(({ Effect }) => Effect === 'Deny');
    expect(denied.map(({ Condition }) => Condition)).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
      { NumericLessThan: { 's3:TlsVersion': 1.2 } },
    ]);
  });

  it('is kept by prod and made empty with the stack by dev', async () => {
    const copies = (from: Template) => resourcesOf(from, 'Custom::CDKBucketDeployment').map(([, each]) => each);
    const prod = await synthesizedTemplate({ stage: 'prod' });
    expect(at(template, 'Portal/Bucket').DeletionPolicy).toBe('Delete');
    expect(at(prod, 'Portal/Bucket').DeletionPolicy).toBe('Retain');
    expect(copies(template).map(({ Properties }) => Properties.RetainOnDelete)).toEqual([false, false]);
    expect(copies(prod).map(({ Properties }) => Properties.RetainOnDelete)).toEqual([true, true]);
  });

  it('is filled with assets that are kept for a year, then with pages that are asked for anew', () => {
    const copies = resourcesOf(template, 'Custom::CDKBucketDeployment').map(([, { Properties }]) => Properties);
    expect(copies).toMatchObject([
      {
        Exclude: ['*'],
        Include: ['assets/*'],
        Prune: false,
        SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
      },
      { Exclude: ['assets/*'], Prune: false, SystemMetadata: { 'cache-control': 'no-cache' } },
    ]);
    const [[first], [, second]] = resourcesOf(template, 'Custom::CDKBucketDeployment') as [
      [string, unknown],
      [string, { DependsOn: string[] }],
    ];
    expect(second.DependsOn).toContain(first);
  });

  it('is written by a role that may do nothing else', () => {
    const policy = at(template, 'Portal/Deployment/Role/DefaultPolicy').Properties.PolicyDocument.Statement;
    expect(policy.map(({ Action }: Properties) => Action)).toEqual([
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      's3:GetObject',
      's3:ListBucket',
      ['s3:DeleteObject', 's3:PutObject'],
    ]);
    expect(JSON.stringify(policy[1].Resource)).toMatch(/[0-9a-f]{64}\.zip"/);
  });
});

describe('the distribution', () => {
  it('reads the bucket with a signature of its own', () => {
    const { DomainName, OriginAccessControlId, S3OriginConfig } = originOf(distribution().DefaultCacheBehavior);
    expect(DomainName['Fn::GetAtt']).toEqual([logicalIdAt(template, 'Portal/Bucket'), 'RegionalDomainName']);
    const [controlId] = OriginAccessControlId['Fn::GetAtt'];
    expect(template.Resources[controlId]?.Properties.OriginAccessControlConfig).toMatchObject({
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
    expect(S3OriginConfig).toEqual({ OriginAccessIdentity: '' });
  });

  it("asks for TLS 1.2 under a name of one's own, and speaks HTTP/3", () => {
    const { ViewerCertificate, Aliases, HttpVersion, PriceClass } = distribution();
    expect({ HttpVersion, PriceClass }).toEqual({ HttpVersion: 'http2and3', PriceClass: 'PriceClass_100' });
    const none = { Ref: 'AWS::NoValue' };
    expect(Aliases).toEqual({ 'Fn::If': ['HasPortalDomain', [{ Ref: 'PortalDomainName' }], none] });
    const own = {
      AcmCertificateArn: { Ref: 'PortalCertificateArn' },
      MinimumProtocolVersion: 'TLSv1.2_2021',
      SslSupportMethod: 'sni-only',
    };
    expect(ViewerCertificate).toEqual({ 'Fn::If': ['HasPortalDomain', own, none] });
  });

  it('has no page for an error, which would take the place of the answers of the API', () => {
    expect(distribution()).not.toHaveProperty('CustomErrorResponses');
  });

  it.each(['/', '/index.html', '/icon.svg', '/claims', '/operations/runs', '/settings', '/medium', '/assets/main.js'])(
    '%s is a file of the portal',
    (path) => {
      const behaviour = behaviourFor(path);
      expect(originOf(behaviour)).toHaveProperty('S3OriginConfig');
      expect(behaviour).toMatchObject({
        AllowedMethods: ['GET', 'HEAD'],
        ViewerProtocolPolicy: 'redirect-to-https',
        ResponseHeadersPolicyId: { Ref: logicalIdAt(template, 'Portal/Headers/Pages') },
      });
      expect(behaviour.FunctionAssociations !== undefined).toBe(!path.startsWith('/assets/'));
    },
  );
});

describe.each(ALL_ENDPOINTS.map(({ method, path }) => ({ method, path })))('$method $path', ({ method, path }) => {
  it('is a call of the API, as it came and never cached', () => {
    const behaviour = behaviourFor(path.replaceAll(/\{\w+\}/g, 'x.1-y'));
    expect(originOf(behaviour)).toMatchObject({
      CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
    });
    expect(JSON.stringify(originOf(behaviour).DomainName)).toContain('"ApiEndpoint"');
    expect(behaviour.AllowedMethods).toContain(method);
    expect(behaviour).toMatchObject({
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST,
      ViewerProtocolPolicy: 'https-only',
      ResponseHeadersPolicyId: { Ref: logicalIdAt(template, 'Portal/Headers/Api') },
    });
    expect(behaviour).not.toHaveProperty('FunctionAssociations');
  });
});

describe('headers', () => {
  const transport = { AccessControlMaxAgeSec: 2 * 365 * 24 * 3600, IncludeSubdomains: true, Override: true };
  const policy = () => {
    const { ContentSecurityPolicy, Override } = headersAt('Pages').SecurityHeadersConfig.ContentSecurityPolicy;
    expect(Override).toBe(true);
    const text: string = ContentSecurityPolicy['Fn::Join'][1]
      .map((part: unknown) => (typeof part === 'string' ? part : Object.values(part as object)[0]))
      .join('');
    return Object.fromEntries(text.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]));
  };

  it('of pages allow nothing inline and nothing from elsewhere but the user pool', () => {
    expect(policy()).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'font-src': "'self'",
      'connect-src': "'self' https://cognito-idp.AWS::Region.AWS::URLSuffix",
      'form-action': "'none'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
    });
  });

  it('of pages are strict, whatever the bucket says', () => {
    expect(headersAt('Pages').SecurityHeadersConfig).toMatchObject({
      StrictTransportSecurity: transport,
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
      FrameOptions: { FrameOption: 'DENY', Override: true },
    });
    const custom = headersAt('Pages').CustomHeadersConfig.Items.map(({ Header }: Properties) => Header);
    expect(custom).toContain('permissions-policy');
  });

  it("of the API are its own, and HSTS: its pages' policies are about those pages", () => {
    expect(headersAt('Api').SecurityHeadersConfig).toEqual({ StrictTransportSecurity: transport });
    expect(headersAt('Api')).not.toHaveProperty('CustomHeadersConfig');
  });
});

describe('path patterns', () => {
  it('are those below the first part, or the path itself, each once', () => {
    const paths = ['/me/why', '/me/a/{b}', '/docs', '/openapi.json'] as const;
    expect(apiPathPatterns(paths.map((path) => ({ path })))).toEqual(['/docs', '/me/*', '/openapi.json']);
  });
});
