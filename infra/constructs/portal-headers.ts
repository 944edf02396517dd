/** What CloudFront adds to every answer: what a page may load and do, and that nothing comes without TLS. */
import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';

/** Two years, which is what browsers' own lists ask for. */
const STRICT_TRANSPORT = {
  accessControlMaxAge: Duration.days(730),
  includeSubdomains: true,
  override: true,
};

/** Nothing inline and nothing from elsewhere; forms are sent by script. The user pool is the one other place that is asked. */
const contentPolicy = (userPool: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    `connect-src 'self' ${userPool}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** No page uses any of them: a script that got in could not either. */
const SWITCHED_OFF = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb'];

export class PortalHeaders extends Construct {
  /** Of the portal's own files. */
  readonly pages: ResponseHeadersPolicy;
  /** Of the API's answers, which bring headers of their own. */
  readonly api: ResponseHeadersPolicy;

  /** `userPool` is where browsers sign in, without a slash at its end. */
  constructor(scope: Construct, id: string, userPool: string) {
    super(scope, id);
    this.pages = new ResponseHeadersPolicy(this, 'Pages', {
      comment: "The portal's files",
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: contentPolicy(userPool), override: true },
        strictTransportSecurity: STRICT_TRANSPORT,
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          {
            header: 'permissions-policy',
            value: SWITCHED_OFF.map((feature) => `${feature}=()`).join(', '),
            override: true,
          },
          { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
          { header: 'cross-origin-resource-policy', value: 'same-origin', override: true },
        ],
      },
    });
    this.api = new ResponseHeadersPolicy(this, 'Api', {
      comment: "The API's answers",
      securityHeadersBehavior: { strictTransportSecurity: STRICT_TRANSPORT },
    });
  }
}
