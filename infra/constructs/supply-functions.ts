/** What each need of infra/functions.ts brings: environment variables and exactly the permissions that go with them. */
import type { LedgerTable } from './ledger-table.ts';
import type { MailDelivery } from './mail-delivery.ts';
import type { PartnerPool } from './partner-pool.ts';
import type { PayoutFunctions } from './payout-functions.ts';
import type { PayoutQueue } from './payout-queue.ts';
import type { ProgramSecrets } from './program-secrets.ts';
import type { WeeklyWorkflow } from './weekly-workflow.ts';

export interface Supplies {
  readonly ledger: LedgerTable;
  readonly secrets: ProgramSecrets;
  readonly payoutQueue: PayoutQueue;
  readonly pool: PartnerPool;
  readonly workflow: WeeklyWorkflow;
  readonly mails: MailDelivery;
  readonly payPalBaseUrl: string;
  /** What links in mails begin with. */
  readonly publicBaseUrl: string;
  readonly mailFrom: string;
}

export function supplyFunctions(functions: PayoutFunctions, supplies: Supplies): void {
  const { ledger, secrets, payoutQueue, pool, workflow, mails, payPalBaseUrl, publicBaseUrl, mailFrom } = supplies;
  const { table } = ledger;
  functions.supply('ledger', {
    environment: { TABLE_NAME: table.tableName },
    grant: (lambda) => ledger.grantReadWrite(lambda),
  });
  functions.supply('ledger-read', {
    environment: { TABLE_NAME: table.tableName },
    grant: (lambda) => ledger.grantRead(lambda),
  });
  functions.supply('ledger-batch-writes', { grant: (lambda) => ledger.grantBatchWrite(lambda) });
  functions.supply('payout-queue', {
    environment: { PAYOUT_QUEUE_URL: payoutQueue.queue.queueUrl },
    grant: (lambda) => payoutQueue.grantSend(lambda),
  });
  functions.supply('paypal', {
    environment: { PAYPAL_BASE_URL: payPalBaseUrl, PAYPAL_SECRET_ARN: secrets.paypal.secretArn },
    grant: (lambda) => secrets.grantReadPayPal(lambda),
  });
  functions.supply('billing-secret', {
    environment: { BILLING_SECRET_ARN: secrets.billing.secretArn },
    grant: (lambda) => secrets.grantReadBilling(lambda),
  });
  functions.supply('link-secret', {
    environment: { LINK_SECRET_ARN: secrets.links.secretArn, PUBLIC_BASE_URL: publicBaseUrl },
    grant: (lambda) => secrets.grantReadLinks(lambda),
  });
  functions.supply('mail-queue', {
    environment: { MAIL_QUEUE_URL: mails.queue.queueUrl },
    grant: (lambda) => mails.grantQueue(lambda),
  });
  functions.supply('ses', {
    environment: { MAIL_FROM: mailFrom },
    grant: (lambda) => mails.grantSend(lambda),
  });
  functions.supply('user-pool', {
    environment: { USER_POOL_ID: pool.pool.userPoolId, USER_POOL_CLIENT_ID: pool.client.userPoolClientId },
    grant: (lambda) => pool.grantAdmin(lambda),
  });
  functions.supply('workflow', {
    environment: { STATE_MACHINE_ARN: workflow.machine.stateMachineArn },
    grant: (lambda) => workflow.grantOperate(lambda),
  });
}
