/** PayPal, from the environment of a function: its address, and the credentials behind the name of their secret. */
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { payPalGateway } from '../../shared/adapters/paypal/paypal-gateway.ts';
import { secretJson } from '../../shared/adapters/secrets/secret-json.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { payPalCredentialsSchema } from '../../shared/contracts/paypal.ts';
import type { PayoutGateway } from '../../shared/ports/payout-gateway.ts';

export interface PayPalEnvironment {
  readonly PAYPAL_BASE_URL: string;
  readonly PAYPAL_SECRET_ARN: string;
}

export const connectGateway = ({ PAYPAL_BASE_URL, PAYPAL_SECRET_ARN }: PayPalEnvironment): PayoutGateway =>
  payPalGateway({
    baseUrl: PAYPAL_BASE_URL,
    credentials: secretJson({
      client: new SecretsManagerClient({}),
      secretId: PAYPAL_SECRET_ARN,
      schema: payPalCredentialsSchema,
      now: systemClock.now,
    }),
    now: systemClock.now,
  });
