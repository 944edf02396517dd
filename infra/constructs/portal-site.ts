/** The portal in the cloud: files of a private bucket and the API behind one address, so that browsers need no CORS. */
import { Fn, RemovalPolicy } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  type CfnDistribution,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { apiPathPatterns } from '../api-path-patterns.ts';
import type { Stage } from '../config.ts';
import { PAGE_PATHS } from '../portal-files.ts';
import type { PortalDomain } from '../stacks/stack-parameters.ts';
import { acknowledge } from './acknowledge.ts';
import { PortalDeployment } from './portal-deployment.ts';
import { PortalHeaders } from './portal-headers.ts';

export interface PortalSiteProps {
  readonly stage: Stage;
  /** Folder with the portal's built files. */
  readonly portalRoot: string;
  readonly api: HttpApi;
  /** Where browsers sign in. */
  readonly userPoolEndpoint: string;
  readonly domain: PortalDomain;
}

export class PortalSite extends Construct {
  /** Without a slash at its end. */
  readonly url: string;
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { stage, portalRoot, api, userPoolEndpoint, domain }: PortalSiteProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(
      this.bucket,
      'AwsSolutions-S1',
      'Holds what everybody is shown anyhow, made anew by each deployment. Only CloudFront reads it and only a deployment writes it.',
    );
    const headers = new PortalHeaders(this, 'Headers', userPoolEndpoint);
    const pagePaths = new EdgeFunction(this, 'PagePaths', {
      comment: 'Every page of the portal is index.html',
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromFile({ filePath: PAGE_PATHS }),
    });
    const files = {
      origin: S3BucketOrigin.withOriginAccessControl(this.bucket),
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: headers.pages,
    };
    const calls: BehaviorOptions = {
      origin: new HttpOrigin(hostOf(api), {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // The gateway knows its own name only.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      responseHeadersPolicy: headers.api,
    };
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Partner Center and operations',
      // Pages are fetched anew each time: they are small, and nothing has to be invalidated after a deployment.
      defaultBehavior: {
        ...files,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        functionAssociations: [{ function: pagePaths, eventType: FunctionEventType.VIEWER_REQUEST }],
      },
      additionalBehaviors: {
        '/assets/*': { ...files, cachePolicy: CachePolicy.CACHING_OPTIMIZED, compress: true },
        ...Object.fromEntries(apiPathPatterns().map((pattern) => [pattern, calls])),
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
    });
    nameIt(distribution.node.defaultChild as CfnDistribution, domain);
    for (const [rule, reason] of Object.entries(ACCEPTED)) acknowledge(distribution, rule, reason);
    new PortalDeployment(this, 'Deployment', { stage, bucket: this.bucket, portalRoot });
    this.url = `https://${domain.or(distribution.distributionDomainName)}`;
  }
}

const ACCEPTED = {
  'AwsSolutions-CFR1': 'Partners are paid wherever PayPal pays: no country is shut out.',
  'AwsSolutions-CFR2':
    'The API behind it throttles, checks every token and every body, and there is no SQL and no file system to reach. A firewall costs more a month than the rest of the program.',
  'AwsSolutions-CFR3':
    "Its log would keep visitors' addresses and the links of mails, which are keys. The API's own log has neither and tells a slow or failing call.",
  'AwsSolutions-CFR4':
    "TLS 1.2 is the least with a certificate of one's own, by the parameter PortalCertificateArn. Under CloudFront's own name CloudFront decides, and whoever comes without TLS is sent to it.",
} as const;

/** The API's address without its scheme. */
const hostOf = ({ apiEndpoint }: HttpApi): string => Fn.select(2, Fn.split('/', apiEndpoint));

/** Under a name of its own only where a deployment brings one, with the certificate for it. */
function nameIt(distribution: CfnDistribution, { name, certificateArn, choose }: PortalDomain): void {
  const none = { Ref: 'AWS::NoValue' };
  const own = {
    AcmCertificateArn: certificateArn,
    MinimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    SslSupportMethod: 'sni-only',
  };
  distribution.addPropertyOverride('DistributionConfig.Aliases', choose([name], none));
  distribution.addPropertyOverride('DistributionConfig.ViewerCertificate', choose(own, none));
}
