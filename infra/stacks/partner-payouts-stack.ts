/** The whole program: ledger, queue, functions, weekly workflow, schedules, billing's API, secrets and alarms. */
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { Alarms } from '../constructs/alarms.ts';
import { DailyReconciliation } from '../constructs/daily-reconciliation.ts';
import { FridaySchedule } from '../constructs/friday-schedule.ts';
import { LedgerTable } from '../constructs/ledger-table.ts';
import { LookQueue } from '../constructs/look-queue.ts';
import { MailDelivery } from '../constructs/mail-delivery.ts';
import { PartnerPool } from '../constructs/partner-pool.ts';
import { PayoutFunctions } from '../constructs/payout-functions.ts';
import { PayoutQueue } from '../constructs/payout-queue.ts';
import { PortalSite } from '../constructs/portal-site.ts';
import { ProgramApi } from '../constructs/program-api.ts';
import { ProgramSecrets } from '../constructs/program-secrets.ts';
import { ReferralListQueue } from '../constructs/referral-list-queue.ts';
import { supplyFunctions } from '../constructs/supply-functions.ts';
import { WeeklyWorkflow } from '../constructs/weekly-workflow.ts';
import { FUNCTIONS } from '../functions.ts';
import { stackParameters } from './stack-parameters.ts';

export interface PartnerPayoutsStackProps {
  readonly stage: Stage;
  /** Folder with a bundled folder for each function. */
  readonly assetRoot: string;
  /** Folder with the portal's built files. */
  readonly portalRoot: string;
}

export class PartnerPayoutsStack extends Stack {
  constructor(scope: Construct, id: string, { stage, assetRoot, portalRoot }: PartnerPayoutsStackProps) {
    super(scope, id, {
      stackName: `partner-payouts-${stage.name}`,
      description: 'Pays the partners of a program what they earned, every Friday, through PayPal',
      terminationProtection: stage.keepsData,
    });
    const parameters = stackParameters(this);

    const ledger = new LedgerTable(this, 'Ledger', stage);
    const secrets = new ProgramSecrets(this, 'Secrets', stage);
    const payoutQueue = new PayoutQueue(this, 'PayoutQueue', {
      workerTimeoutSeconds: FUNCTIONS['settle-payouts'].timeoutSeconds,
    });
    const lookQueue = new LookQueue(this, 'LookQueue', {
      workerTimeoutSeconds: FUNCTIONS['look-at-payouts'].timeoutSeconds,
    });
    const mails = new MailDelivery(this, 'MailDelivery', {
      from: parameters.mailFrom,
      workerTimeoutSeconds: FUNCTIONS['send-mail'].timeoutSeconds,
    });
    const listQueue = new ReferralListQueue(this, 'ReferralListQueue', {
      workerTimeoutSeconds: FUNCTIONS['referral-list-worker'].timeoutSeconds,
    });
    const pool = new PartnerPool(this, 'PartnerPool', { stage });
    const api = new HttpApi(this, 'Api', { description: 'Partner payouts', createDefaultStage: false });
    const portal = new PortalSite(this, 'Portal', {
      stage,
      portalRoot,
      api,
      userPoolEndpoint: pool.endpoint,
      domain: parameters.portalDomain,
    });
    const functions = new PayoutFunctions(this, 'Functions', { stage, assetRoot });
    payoutQueue.deliverTo(functions.named('settle-payouts'), stage.settleConcurrency);
    lookQueue.deliverTo(functions.named('look-at-payouts'));
    mails.deliverTo(functions.named('send-mail'));
    listQueue.deliverTo(functions.named('referral-list-worker'));
    pool.tellOfChosenPasswords(functions.named('password-chosen'));
    const workflow = new WeeklyWorkflow(this, 'WeeklyWorkflow', { stage, functions });
    const friday = new FridaySchedule(this, 'FridaySchedule', workflow.machine);
    const daily = new DailyReconciliation(this, 'DailyReconciliation', [
      functions.named('reconcile-daily'),
      functions.named('queue-unsent-mails'),
      functions.named('refile-daily'),
      functions.named('look-after-claims'),
      functions.named('queue-open-lists'),
    ]);
    const programApi = new ProgramApi(this, 'ProgramApi', { stage, api, functions, pool });

    supplyFunctions(functions, {
      ledger,
      secrets,
      payoutQueue,
      lookQueue,
      pool,
      workflow,
      mails,
      listQueue,
      friday,
      daily,
      payPalBaseUrl: parameters.payPalBaseUrl,
      payPalWebhookId: parameters.payPalWebhookId,
      publicBaseUrl: parameters.publicBaseUrl(portal.url),
      mailFrom: parameters.mailFrom,
    });

    const alarms = new Alarms(this, 'Alarms', stage.alarmEmail);
    alarms.weeklyRun(workflow.machine);
    alarms.payoutsWaiting(payoutQueue.queue);
    alarms.billingIntake(programApi.stage);
    alarms.operationsNeeded(functions.all);
    const { deadLetters } = payoutQueue;
    alarms.deadLetters('PayoutDeadLetters', 'payout-dead-letters', 'A frozen batch was given up', deadLetters);
    alarms.deadLetters('LookDeadLetters', 'look-dead-letters', 'A look at PayPal was given up', lookQueue.deadLetters);
    alarms.deadLetters('FridayNotStarted', 'friday-not-started', 'The weekly run was not started', friday.deadLetters);
    alarms.deadLetters(
      'DailyReconciliationNotStarted',
      'daily-reconciliation-not-started',
      'A daily look was not started',
      daily.deadLetters,
    );
    alarms.deadLetters('MailDeadLetters', 'mail-dead-letters', 'A mail was not sent in an hour', mails.deadLetters);
    alarms.errorsOf(
      'SettlePayoutsErrors',
      'settle-payouts-errors',
      'The payout worker failed as a whole',
      functions.named('settle-payouts'),
    );
    alarms.errorsOf(
      'DailyReconciliationErrors',
      'daily-reconciliation-errors',
      'The daily reconciliation failed',
      functions.named('reconcile-daily'),
    );
    alarms.errorsOf(
      'SendMailErrors',
      'send-mail-errors',
      'The mail worker failed as a whole',
      functions.named('send-mail'),
    );
    alarms.errorsOf(
      'QueueUnsentMailsErrors',
      'queue-unsent-mails-errors',
      'The daily look for unsent mails failed',
      functions.named('queue-unsent-mails'),
    );
    const listDeadLetters = listQueue.deadLetters;
    alarms.deadLetters('ReferralListDeadLetters', 'referral-list-dead-letters', 'A list was given up', listDeadLetters);
    alarms.errorsOf(
      'ReferralListErrors',
      'referral-list-errors',
      'The worker of referral lists failed as a whole',
      functions.named('referral-list-worker'),
    );
    alarms.errorsOf(
      'QueueOpenListsErrors',
      'queue-open-lists-errors',
      'The daily look for unfinished referral lists failed',
      functions.named('queue-open-lists'),
    );
    alarms.errorsOf(
      'LookAfterClaimsErrors',
      'look-after-claims-errors',
      'The daily look at claims failed',
      functions.named('look-after-claims'),
    );
    alarms.errorsOf(
      'PasswordChosenErrors',
      'password-chosen-errors',
      'Sessions may go on though a forgotten password was chosen anew',
      functions.named('password-chosen'),
    );

    this.output('PortalUrl', 'The Partner Center and the operations pages, and the API beside them', portal.url);
    this.output('ApiUrl', "The program's API; billing sends its events to POST /billing/events", api.apiEndpoint);
    this.output('UserPoolId', 'Who may sign in', pool.pool.userPoolId);
    this.output('UserPoolClientId', 'Whom the portal signs in with', pool.client.userPoolClientId);
    this.output('TableName', 'The ledger', ledger.table.tableName);
    this.output('StateMachineArn', 'The weekly workflow', workflow.machine.stateMachineArn);
    this.output('PayoutQueueUrl', 'Frozen batches on their way to PayPal', payoutQueue.queue.queueUrl);
    this.output('PayPalSecretArn', "To be filled in with PayPal's clientId and clientSecret", secrets.paypal.secretArn);
    this.output('BillingSecretArn', 'Holds the hmacKey that billing signs with', secrets.billing.secretArn);
  }

  private output(id: string, description: string, value: string): void {
    new CfnOutput(this, id, { description, value });
  }
}
