/** The daily rule: looks at PayPal for what earlier runs left open, then reminds partners of what they have not claimed. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { payoutExceptions } from '../../shared/adapters/ledger/payout-exceptions.ts';
import { readProgram } from '../../shared/adapters/ledger/program.ts';
import { connectLookQueue } from '../../shared/adapters/sqs/look-queue.ts';
import { ledgerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { lookQueueEnvironment, publicAddressEnvironment } from '../../shared/contracts/look-environment.ts';
import { dailyReportSchema, scheduledInputSchema } from '../../shared/contracts/settlement.ts';
import { lookBack } from '../../shared/usecases/settlement/look-back.ts';
import { reconcileDaily } from '../../shared/usecases/settlement/reconcile-daily.ts';
import { remindUnclaimed } from '../../shared/usecases/settlement/remind-unclaimed.ts';
import { workflowStep } from '../workflow-step.ts';
import { connectReconciliation } from './connect-reconciliation.ts';

const environment = readEnvironment(
  ledgerEnvironment.extend({ ...lookQueueEnvironment.shape, ...publicAddressEnvironment.shape }),
);
const table = connectTable(environment.TABLE_NAME);
const reconciliation = connectReconciliation();
const settings = async () => (await readProgram(table)).settings;
const reminders = {
  ...reconciliation,
  exceptions: payoutExceptions(table),
  settings,
  queue: connectLookQueue(environment.LOOK_QUEUE_URL),
  linkBase: environment.PUBLIC_BASE_URL.replace(/\/$/, ''),
};

export const handler = workflowStep({ input: scheduledInputSchema, output: dailyReportSchema }, async () => {
  // First: whoever claimed a payout since yesterday is reminded of nothing.
  const report = await reconcileDaily(reconciliation);
  const reminded = await remindUnclaimed(reminders);
  return { ...report, reminded, lookedBackAt: await lookBack({ ...reconciliation, settings }) };
});
