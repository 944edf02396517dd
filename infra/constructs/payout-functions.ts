/** All functions of the program, each with the variables and permissions that its needs in infra/functions.ts bring. */
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { FUNCTION_NAMES, FUNCTIONS, type FunctionName, type FunctionNeed } from '../functions.ts';
import { PayoutFunction } from './lambda-function.ts';
import type { LedgerTable } from './ledger-table.ts';
import type { PayoutQueue } from './payout-queue.ts';
import type { ProgramSecrets } from './program-secrets.ts';

export interface PayoutFunctionsProps {
  readonly stage: Stage;
  readonly assetRoot: string;
  readonly ledger: LedgerTable;
  readonly payoutQueue: PayoutQueue;
  readonly secrets: ProgramSecrets;
  readonly paypalBaseUrl: string;
}

interface Supply {
  readonly environment: Readonly<Record<string, string>>;
  readonly grant: (lambda: Lambda) => void;
}

export class PayoutFunctions extends Construct {
  readonly all: ReadonlyMap<FunctionName, Lambda>;

  constructor(scope: Construct, id: string, props: PayoutFunctionsProps) {
    super(scope, id);
    const supplies = suppliesFrom(props);
    this.all = new Map(
      FUNCTION_NAMES.map((name) => {
        const needs = FUNCTIONS[name].needs.map((need) => supplies[need]);
        const environment = Object.assign({}, ...needs.map((need) => need.environment));
        const { lambda } = new PayoutFunction(this, name, {
          stage: props.stage,
          assetRoot: props.assetRoot,
          environment,
        });
        for (const need of needs) need.grant(lambda);
        return [name, lambda];
      }),
    );
  }

  named(name: FunctionName): Lambda {
    const lambda = this.all.get(name);
    if (lambda === undefined) throw new Error(`There is no function ${name}: add it to infra/functions.ts.`);
    return lambda;
  }
}

function suppliesFrom({
  ledger,
  payoutQueue,
  secrets,
  paypalBaseUrl,
}: PayoutFunctionsProps): Record<FunctionNeed, Supply> {
  return {
    ledger: {
      environment: { TABLE_NAME: ledger.table.tableName },
      grant: (lambda) => ledger.grantReadWrite(lambda),
    },
    'ledger-batch-writes': { environment: {}, grant: (lambda) => ledger.grantBatchWrite(lambda) },
    'payout-queue': {
      environment: { PAYOUT_QUEUE_URL: payoutQueue.queue.queueUrl },
      grant: (lambda) => payoutQueue.grantSend(lambda),
    },
    paypal: {
      environment: { PAYPAL_BASE_URL: paypalBaseUrl, PAYPAL_SECRET_ARN: secrets.paypal.secretArn },
      grant: (lambda) => secrets.grantReadPayPal(lambda),
    },
    'billing-secret': {
      environment: { BILLING_SECRET_ARN: secrets.billing.secretArn },
      grant: (lambda) => secrets.grantReadBilling(lambda),
    },
  };
}
