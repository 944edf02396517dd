/** What a deployment may be told without a change of the program. Each has a default that is safe and needs nothing. */
import { CfnCondition, CfnParameter, Fn, type IResolvable, type Stack } from 'aws-cdk-lib';

export interface StackParameters {
  readonly payPalBaseUrl: string;
  readonly payPalWebhookId: string;
  readonly mailFrom: string;
  readonly portalDomain: PortalDomain;
  /** What links in mails begin with. */
  readonly publicBaseUrl: (portalUrl: string) => string;
}

/** The portal's own name, where a deployment gives it one. */
export interface PortalDomain {
  readonly name: string;
  readonly certificateArn: string;
  /** In the template: one value with a name of its own, another without. */
  readonly choose: (named: unknown, otherwise: unknown) => IResolvable;
  /** The name, or another one where there is none. */
  readonly or: (otherwise: string) => string;
}

export function stackParameters(stack: Stack): StackParameters {
  const payPalBaseUrl = new CfnParameter(stack, 'PayPalBaseUrl', {
    description:
      "PayPal's API: the sandbox, https://api-m.paypal.com for real money, or a local PayPal on this machine",
    default: 'https://api-m.sandbox.paypal.com',
    allowedPattern: String.raw`^(https://api-m(\.sandbox)?\.paypal\.com|http://(localhost|127\.0\.0\.1):[0-9]{1,5})$`,
    constraintDescription:
      'must be https://api-m.sandbox.paypal.com, https://api-m.paypal.com or http://localhost:PORT',
  });
  const payPalWebhookId = new CfnParameter(stack, 'PayPalWebhookId', {
    description:
      "The id that PayPal's dashboard gives to the webhook POST /paypal/webhook of this deployment; until it is set, no webhook is believed",
    // PayPal gives no such id: whatever it signs, it signs for another one.
    default: 'not-registered',
    allowedPattern: '^[A-Za-z0-9-]{1,64}$',
    constraintDescription: 'must be the id of a webhook as PayPal shows it',
  });
  const mailFrom = new CfnParameter(stack, 'MailFrom', {
    description:
      'The address that mails come from, and that people answer to. SES must have verified it or its domain; until it is set, no mail leaves',
    // A domain that nobody can own, so that nobody else's is ever used.
    default: 'partners@program.example',
    allowedPattern: String.raw`^[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$`,
    constraintDescription: 'must be an e-mail address without a name beside it',
  });
  const publicBaseUrl = new CfnParameter(stack, 'PublicBaseUrl', {
    description:
      "What links in mails begin with, such as https://partners.program.example; empty for the portal's own address",
    default: '',
    allowedPattern: String.raw`^(https://([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*|http://(localhost|127\.0\.0\.1):[0-9]{1,5})?$`,
    constraintDescription: 'must be empty, or an https address without a slash at its end',
  });
  const named = new CfnCondition(stack, 'HasPublicBaseUrl', {
    expression: Fn.conditionNot(Fn.conditionEquals(publicBaseUrl.valueAsString, '')),
  });
  return {
    payPalBaseUrl: payPalBaseUrl.valueAsString,
    payPalWebhookId: payPalWebhookId.valueAsString,
    mailFrom: mailFrom.valueAsString,
    portalDomain: portalDomain(stack),
    publicBaseUrl: (portalUrl) => Fn.conditionIf(named.logicalId, publicBaseUrl.valueAsString, portalUrl).toString(),
  };
}

function portalDomain(stack: Stack): PortalDomain {
  const name = new CfnParameter(stack, 'PortalDomainName', {
    description: "The portal's own name, such as partners.program.example; empty for the one that CloudFront gives it",
    default: '',
    allowedPattern: String.raw`^(([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63})?$`,
    constraintDescription: 'must be empty or a host name',
  });
  const certificate = new CfnParameter(stack, 'PortalCertificateArn', {
    description: 'The certificate for PortalDomainName in ACM, made in N. Virginia, where CloudFront looks for it',
    default: '',
    allowedPattern: '^(arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]{1,64})?$',
    constraintDescription: 'must be empty or the ARN of a certificate',
  });
  const named = new CfnCondition(stack, 'HasPortalDomain', {
    expression: Fn.conditionAnd(
      Fn.conditionNot(Fn.conditionEquals(name.valueAsString, '')),
      Fn.conditionNot(Fn.conditionEquals(certificate.valueAsString, '')),
    ),
  });
  return {
    name: name.valueAsString,
    certificateArn: certificate.valueAsString,
    choose: (own, otherwise) => Fn.conditionIf(named.logicalId, own, otherwise),
    or: (otherwise) => Fn.conditionIf(named.logicalId, name.valueAsString, otherwise).toString(),
  };
}
