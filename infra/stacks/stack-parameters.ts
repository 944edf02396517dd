/** What a deployment may be told without a change of the program. Each has a default that is safe and needs nothing. */
import { CfnCondition, CfnParameter, Fn, type Stack } from 'aws-cdk-lib';

export interface StackParameters {
  readonly payPalBaseUrl: string;
  readonly payPalWebhookId: string;
  readonly mailFrom: string;
  /** What links in mails begin with. */
  readonly publicBaseUrl: (apiEndpoint: string) => string;
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
      "What links in mails begin with, such as https://partners.program.example; empty for the API's own address",
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
    publicBaseUrl: (apiEndpoint) =>
      Fn.conditionIf(named.logicalId, publicBaseUrl.valueAsString, apiEndpoint).toString(),
  };
}
