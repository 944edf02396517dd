/** What each need of infra/functions.ts brings: environment variables and exactly the permissions that go with them. */

import type { FunctionNeed } from '../function-needs.ts';
import type { DailyReconciliation } from './daily-reconciliation.ts';
import type { FridaySchedule } from './friday-schedule.ts';
import type { LedgerTable } from './ledger-table.ts';
import type { LookQueue } from './look-queue.ts';
import type { MailDelivery } from './mail-delivery.ts';
import type { PartnerPool, PoolWork } from './partner-pool.ts';
import type { PayoutFunctions } from './payout-functions.ts';
import type { PayoutQueue } from './payout-queue.ts';
import type { ProgramSecrets } from './program-secrets.ts';
import type { ReferralListQueue } from './referral-list-queue.ts';
import type { WeeklyWorkflow } from './weekly-workflow.ts';

export interface Supplies {
  readonly ledger: LedgerTable;
  readonly secrets: ProgramSecrets;
  readonly payoutQueue: PayoutQueue;
  readonly lookQueue: LookQueue;
  readonly pool: PartnerPool;
  readonly workflow: WeeklyWorkflow;
  readonly mails: MailDelivery;
  readonly listQueue: ReferralListQueue;
  readonly friday: FridaySchedule;
  readonly daily: DailyReconciliation;
  readonly payPalBaseUrl: string;
  readonly payPalWebhookId: string;
  /** What links in mails begin with. */
  readonly publicBaseUrl: string;
  readonly mailFrom: string;
}

const POOL_NEEDS = [
  ['password-checks', 'passwordChecks'],
  ['login-emails', 'loginEmails'],
  ['sign-outs', 'signOuts'],
  ['invitations', 'invitations'],
] as const satisfies readonly (readonly [FunctionNeed, PoolWork])[];

export function supplyFunctions(functions: PayoutFunctions, supplies: Supplies): void {
  const { ledger, secrets, payoutQueue, lookQueue, pool, workflow, mails, payPalBaseUrl, publicBaseUrl, mailFrom } =
    supplies;
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
  functions.supply('paypal-webhooks', {
    environment: { PAYPAL_BASE_URL: payPalBaseUrl, PAYPAL_WEBHOOK_ID: supplies.payPalWebhookId },
  });
  functions.supply('look-queue', {
    environment: { LOOK_QUEUE_URL: lookQueue.queue.queueUrl },
    grant: (lambda) => lookQueue.grantSend(lambda),
  });
  functions.supply('billing-secret', {
    environment: { BILLING_SECRET_ARN: secrets.billing.secretArn },
    grant: (lambda) => secrets.grantReadBilling(lambda),
  });
  functions.supply('link-secret', {
    environment: { LINK_SECRET_ARN: secrets.links.secretArn, PUBLIC_BASE_URL: publicBaseUrl },
    grant: (lambda) => secrets.grantReadLinks(lambda),
  });
  functions.supply('public-address', { environment: { PUBLIC_BASE_URL: publicBaseUrl } });
  functions.supply('mail-queue', {
    environment: { MAIL_QUEUE_URL: mails.queue.queueUrl },
    grant: (lambda) => mails.grantQueue(lambda),
  });
  functions.supply('ses', {
    environment: { MAIL_FROM: mailFrom },
    grant: (lambda) => mails.grantSend(lambda),
  });
  functions.supply('sign-in-address', {
    environment: { USER_POOL_ENDPOINT: `${pool.endpoint}/`, USER_POOL_CLIENT_ID: pool.client.userPoolClientId },
  });
  const userPool = { USER_POOL_ID: pool.pool.userPoolId, USER_POOL_CLIENT_ID: pool.client.userPoolClientId };
  for (const [need, work] of POOL_NEEDS) {
    functions.supply(need, { environment: userPool, grant: (lambda) => pool.grantAdmin(lambda, work) });
  }
  functions.supply('workflow', {
    environment: { STATE_MACHINE_ARN: workflow.machine.stateMachineArn },
    grant: (lambda) => workflow.grantOperate(lambda),
  });
  const { friday, daily, listQueue } = supplies;
  functions.supply('list-queue', {
    environment: { LIST_QUEUE_URL: listQueue.queue.queueUrl },
    grant: (lambda) => listQueue.grantSend(lambda),
  });
  functions.supply('dead-letters', {
    environment: {
      PAYOUT_DEAD_LETTERS_URL: payoutQueue.deadLetters.queueUrl,
      LOOK_DEAD_LETTERS_URL: lookQueue.deadLetters.queueUrl,
      MAIL_DEAD_LETTERS_URL: mails.deadLetters.queueUrl,
      LIST_DEAD_LETTERS_URL: listQueue.deadLetters.queueUrl,
      FRIDAY_DEAD_LETTERS_URL: friday.deadLetters.queueUrl,
      DAILY_DEAD_LETTERS_URL: daily.deadLetters.queueUrl,
      PAYOUT_QUEUE_URL: payoutQueue.queue.queueUrl,
      LOOK_QUEUE_URL: lookQueue.queue.queueUrl,
      MAIL_QUEUE_URL: mails.queue.queueUrl,
      LIST_QUEUE_URL: listQueue.queue.queueUrl,
    },
    grant: (lambda) => {
      const queues = [payoutQueue, lookQueue, mails, listQueue, friday, daily];
      for (const each of queues) each.deadLetters.grantLookAfter(lambda);
      // Where messages are sent back to.
      payoutQueue.grantSend(lambda);
      lookQueue.grantSend(lambda);
      mails.grantQueue(lambda);
      listQueue.grantSend(lambda);
    },
  });
}
