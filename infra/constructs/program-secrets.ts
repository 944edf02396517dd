/** The secrets of a program: PayPal's credentials, which the owner fills in, and the keys that billing's events and links in mails are signed with. */
import { RemovalPolicy } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { grantActions } from './grant-actions.ts';

export class ProgramSecrets extends Construct {
  /** JSON `{"clientId","clientSecret"}`. */
  readonly paypal: Secret;
  /** JSON `{"hmacKey"}`. */
  readonly billing: Secret;
  /** JSON `{"hmacKey"}`. */
  readonly links: Secret;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const removalPolicy = stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    // Until the owner fills it in it holds credentials that PayPal refuses: nothing secret stands in the template.
    this.paypal = new Secret(this, 'PayPal', {
      description: "PayPal's REST credentials, filled in by the program's owner: clientId and clientSecret",
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ clientId: 'to-be-filled-in' }),
        generateStringKey: 'clientSecret',
      },
      removalPolicy,
    });
    acknowledge(
      this.paypal,
      'AwsSolutions-SMG4',
      "The credentials are made in PayPal's dashboard, which has no call to rotate them: the owner replaces them by hand.",
    );
    this.billing = this.#signingKey('Billing', 'The key that billing signs its events with: hmacKey', removalPolicy);
    acknowledge(
      this.billing,
      'AwsSolutions-SMG4',
      'The same key stands in the billing system: rotating this side alone would refuse every event. Both are changed together, by hand.',
    );
    this.links = this.#signingKey('Links', 'The key that links in mails are signed with: hmacKey', removalPolicy);
    acknowledge(
      this.links,
      'AwsSolutions-SMG4',
      'A rotation ends every link that was mailed. Whoever wants that replaces the value by hand; functions notice within minutes.',
    );
  }

  #signingKey(id: string, description: string, removalPolicy: RemovalPolicy): Secret {
    return new Secret(this, id, {
      description,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'hmacKey',
        passwordLength: 64, // 62 characters to choose from: 64 of them are 381 bits, more than HMAC-SHA256 uses.
        excludePunctuation: true,
      },
      removalPolicy,
    });
  }

  grantReadPayPal(grantee: IGrantable): void {
    grantActions(grantee, ['secretsmanager:GetSecretValue'], this.paypal.secretArn);
  }

  grantReadBilling(grantee: IGrantable): void {
    grantActions(grantee, ['secretsmanager:GetSecretValue'], this.billing.secretArn);
  }

  grantReadLinks(grantee: IGrantable): void {
    grantActions(grantee, ['secretsmanager:GetSecretValue'], this.links.secretArn);
  }
}
