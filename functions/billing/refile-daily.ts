/** The daily rule: files anew what changes of partners and clients have left, two hours before a Friday's run. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { refilings } from '../../shared/adapters/ledger/refilings.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { ledgerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { refilingReportSchema, scheduledInputSchema } from '../../shared/contracts/settlement.ts';
import { finishOpenIntents } from '../../shared/usecases/intake/finish-open-intents.ts';
import { refilePartners } from '../../shared/usecases/intake/refile-partners.ts';
import { raiseAlarm } from '../logging.ts';
import { workflowStep } from '../workflow-step.ts';

const table = connectTable(readEnvironment(ledgerEnvironment).TABLE_NAME);
const intake = intakeLedger(table);
const ledgers = { intake, earnings: earningsLedger(table), refilings: refilings(table) };

export const handler = workflowStep({ input: scheduledInputSchema, output: refilingReportSchema }, async () => {
  const now = systemClock.now();
  const settings = await intake.begin(now);
  const report = await refilePartners(now, {}, { ...ledgers, settings });
  if (report.failed > 0) raiseAlarm('clients could not be filed anew', { clients: report.failed });
  await finishOpenIntents('all', intake, settings);
  return report;
});
