/** Operations' runs: looked at, started, decided on. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { auditTrail } from '../../shared/adapters/ledger/audit-trail.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { onceRecords } from '../../shared/adapters/ledger/once-records.ts';
import { runHistory } from '../../shared/adapters/ledger/run-history.ts';
import { runNotes } from '../../shared/adapters/ledger/run-notes.ts';
import { settingsLedger } from '../../shared/adapters/ledger/settings-ledger.ts';
import { connectWorkflow } from '../../shared/adapters/sfn/workflow-executions.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { ledgerEnvironment, readEnvironment, workflowEnvironment } from '../../shared/contracts/environment.ts';
import { apiHandler } from '../api/api-handler.ts';
import { runDecisionEndpoints } from './run-decisions.ts';
import { runReadingEndpoints } from './run-reading.ts';

const environment = readEnvironment(ledgerEnvironment.extend(workflowEnvironment.shape));
const table = connectTable(environment.TABLE_NAME);
const dependencies = {
  history: runHistory(table),
  workflow: connectWorkflow(environment.STATE_MACHINE_ARN),
  audit: auditTrail(table),
  notes: runNotes(table),
  records: onceRecords(table),
  settings: settingsLedger(table),
};

export const handler = apiHandler([...runReadingEndpoints(dependencies), ...runDecisionEndpoints(dependencies)], {
  logins: logins(table),
  clock: systemClock,
});
