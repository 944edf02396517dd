/** The two secrets of a program: PayPal's credentials, which the owner fills in, and the key that billing signs with. */
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
    this.billing = new Secret(this, 'Billing', {
      description: 'The key that billing signs its events with: hmacKey',
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'hmacKey',
        passwordLength: 64, // 62 characters to choose from: 64 of them are 381 bits, more than HMAC-SHA256 uses.
        excludePunctuation: true,
      },
      removalPolicy,
    });
    acknowledge(
      this.billing,
      'AwsSolutions-SMG4',
      'The same key stands in the billing system: rotating this side alone would refuse every event. Both are changed together, by hand.',
    );
  }

  grantReadPayPal(grantee: IGrantable): void {
    grantActions(grantee, ['secretsmanager:GetSecretValue'], this.paypal.secretArn);
  }

  grantReadBilling(grantee: IGrantable): void {
    grantActions(grantee, ['secretsmanager:GetSecretValue'], this.billing.secretArn);
  }
}
