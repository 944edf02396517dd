/** The whole program: ledger, queue, functions, weekly workflow, schedules, billing's API, secrets and alarms. */
import { CfnOutput, CfnParameter, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { Alarms } from '../constructs/alarms.ts';
import { BillingApi } from '../constructs/billing-api.ts';
import { DailyReconciliation } from '../constructs/daily-reconciliation.ts';
import { FridaySchedule } from '../constructs/friday-schedule.ts';
import { LedgerTable } from '../constructs/ledger-table.ts';
import { PayoutFunctions } from '../constructs/payout-functions.ts';
import { PayoutQueue } from '../constructs/payout-queue.ts';
import { ProgramSecrets } from '../constructs/program-secrets.ts';
import { WeeklyWorkflow } from '../constructs/weekly-workflow.ts';
import { FUNCTIONS } from '../functions.ts';

export interface PartnerPayoutsStackProps {
  readonly stage: Stage;
  /** Folder with a bundled folder for each function. */
  readonly assetRoot: string;
}

export class PartnerPayoutsStack extends Stack {
  constructor(scope: Construct, id: string, { stage, assetRoot }: PartnerPayoutsStackProps) {
    super(scope, id, {
      stackName: `partner-payouts-${stage.name}`,
      description: 'Pays the partners of a program what they earned, every Friday, through PayPal',
      terminationProtection: stage.keepsData,
    });
    const paypalBaseUrl = new CfnParameter(this, 'PayPalBaseUrl', {
      description:
        "PayPal's API: the sandbox, https://api-m.paypal.com for real money, or a local PayPal on this machine",
      default: 'https://api-m.sandbox.paypal.com',
      allowedPattern: String.raw`^(https://api-m(\.sandbox)?\.paypal\.com|http://(localhost|127\.0\.0\.1):[0-9]{1,5})$`,
      constraintDescription:
        'must be https://api-m.sandbox.paypal.com, https://api-m.paypal.com or http://localhost:PORT',
    });

    const ledger = new LedgerTable(this, 'Ledger', stage);
    const secrets = new ProgramSecrets(this, 'Secrets', stage);
    const payoutQueue = new PayoutQueue(this, 'PayoutQueue', {
      workerTimeoutSeconds: FUNCTIONS['settle-payouts'].timeoutSeconds,
    });
    const functions = new PayoutFunctions(this, 'Functions', {
      stage,
      assetRoot,
      ledger,
      payoutQueue,
      secrets,
      paypalBaseUrl: paypalBaseUrl.valueAsString,
    });
    payoutQueue.deliverTo(functions.named('settle-payouts'), stage.settleConcurrency);
    const workflow = new WeeklyWorkflow(this, 'WeeklyWorkflow', { stage, functions });
    const friday = new FridaySchedule(this, 'FridaySchedule', workflow.machine);
    const daily = new DailyReconciliation(this, 'DailyReconciliation', functions.named('reconcile-daily'));
    const billing = new BillingApi(this, 'BillingApi', { stage, takeEvents: functions.named('billing-events') });

    const alarms = new Alarms(this, 'Alarms', stage.alarmEmail);
    alarms.weeklyRun(workflow.machine);
    alarms.payoutsWaiting(payoutQueue.queue);
    alarms.billingIntake(billing.stage);
    alarms.operationsNeeded(functions.all);
    const { deadLetters } = payoutQueue;
    alarms.deadLetters('PayoutDeadLetters', 'payout-dead-letters', 'A frozen batch was given up', deadLetters);
    alarms.deadLetters('FridayNotStarted', 'friday-not-started', 'The weekly run was not started', friday.deadLetters);
    alarms.deadLetters(
      'DailyReconciliationNotStarted',
      'daily-reconciliation-not-started',
      'The daily reconciliation was not started',
      daily.deadLetters,
    );
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

    this.output('ApiUrl', 'Where billing sends its events: POST /billing/events', billing.api.apiEndpoint);
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
