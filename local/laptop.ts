/** The whole application on this machine: the synthesized template in the embedded cloud, and a PayPal for it to pay through. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Synthesized } from '../infra/synthesize.ts';
import { dynamoTable } from '../shared/adapters/dynamodb/dynamo-table.ts';
import { takePayPalWebhook } from '../shared/contracts/api/paypal-webhook.ts';
import type { Table } from '../shared/ports/table.ts';
import { type BillingClient, billingClient } from './billing-client.ts';
import type { ProgramClock } from './clock.ts';
import type { EmbeddedCloud, EmbeddedCloudOptions } from './embedded-cloud.ts';
import { type LocalPayPal, type LocalPayPalOptions, startLocalPayPal } from './paypal/local-paypal.ts';
import type { RegisteredWebhook } from './paypal/webhooks.ts';
import { startEmbeddedCloud } from './start-embedded-cloud.ts';

export interface LaptopOptions
  extends Pick<
    EmbeddedCloudOptions,
    'clock' | 'stateDir' | 'httpPort' | 'maxWorkersPerFunction' | 'onLog' | 'onReturn' | 'faults' | 'retryDelayMs'
  > {
  /** @default the app is bundled and synthesized now */
  readonly synthesized?: Synthesized;
  readonly paypal?: Partial<LocalPayPalOptions>;
  /** Told before each thing that takes a while. */
  readonly onStep?: (step: string) => void;
}

export interface Laptop {
  readonly cloud: EmbeddedCloud;
  readonly paypal: LocalPayPal;
  /** Where the program takes webhooks, and under which id. Not registered yet: what is replayed or measured is looked at by the rules alone. */
  readonly payPalWebhook: RegisteredWebhook;
  readonly clock: ProgramClock;
  /** The ledger's table as the functions see it. */
  readonly table: Table;
  readonly billing: BillingClient;
  stop(): Promise<void>;
}

/** The construct that makes PayPal's secret; its value is what a program owner fills in after the first deployment. */
const PAYPAL_SECRET = 'SecretsPayPal';
const BILLING_SECRET = 'SecretsBilling';

export async function startLaptop(options: LaptopOptions): Promise<Laptop> {
  const { clock, onStep = () => {} } = options;
  if (!options.synthesized) onStep('bundling the functions and synthesizing the stack');
  const synthesized = options.synthesized ?? (await synthesizeNow());
  onStep('starting DynamoDB, SQS, Lambda, Step Functions, the user pool and PayPal');
  if (options.stateDir) mkdirSync(options.stateDir, { recursive: true });
  const credentials = { clientId: 'local-program', clientSecret: randomBytes(24).toString('hex') };
  const paypal = await startLocalPayPal({
    ...credentials,
    clock: () => clock.now(),
    stateFile: options.stateDir && join(options.stateDir, 'paypal.jsonl'),
    ...options.paypal,
  });
  const webhookId = `LOCAL-${randomBytes(8).toString('hex').toUpperCase()}`;
  try {
    const cloud = await startEmbeddedCloud({
      ...options,
      ...synthesized,
      parameters: { PayPalBaseUrl: paypal.url, PayPalWebhookId: webhookId },
      secrets: { [PAYPAL_SECRET]: JSON.stringify(credentials) },
    });
    const payPalWebhook = { url: `${cloud.apiUrl}${takePayPalWebhook.path}`, webhookId };
    const { hmacKey } = JSON.parse(cloud.secretValue(BILLING_SECRET)) as { hmacKey: string };
    return {
      cloud,
      paypal,
      payPalWebhook,
      clock,
      table: dynamoTable({
        client: new DynamoDBClient(cloud.clientSettings('dynamodb')),
        tableName: cloud.tableName(),
      }),
      billing: billingClient(cloud.apiUrl, hmacKey),
      async stop() {
        await paypal.webhooksSettled();
        await cloud.stop();
        await paypal.close();
      },
    };
  } catch (error) {
    await paypal.close();
    throw error;
  }
}

async function synthesizeNow(): Promise<Synthesized> {
  // Whoever brings an assembly along need not load the CDK, which takes more than a second.
  const { synthesize } = await import('../infra/synthesize.ts');
  // cdk-nag's rules run on every synthesis; CloudFormation's own schemas, 1.5 s, are left to `npm run synth` and its tests.
  return synthesize({ checkSchemas: false });
}
