/** Operations' runs and dead letters: looked at, started, decided on, sent back. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { auditTrail } from '../../shared/adapters/ledger/audit-trail.ts';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { onceRecords } from '../../shared/adapters/ledger/once-records.ts';
import { runHistory } from '../../shared/adapters/ledger/run-history.ts';
import { runLedger } from '../../shared/adapters/ledger/run-ledger.ts';
import { settlementLedger } from '../../shared/adapters/ledger/settlement-ledger.ts';
import { connectWorkflow } from '../../shared/adapters/sfn/workflow-executions.ts';
import { connectDeadLetters } from '../../shared/adapters/sqs/dead-letters.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import {
  deadLetterEnvironment,
  ledgerEnvironment,
  readEnvironment,
  workflowEnvironment,
} from '../../shared/contracts/environment.ts';
import { apiHandler } from '../api/api-handler.ts';
import { deadLetterEndpoints } from './dead-letters.ts';
import { runDecisionEndpoints } from './run-decisions.ts';
import { runReadingEndpoints } from './run-reading.ts';

const environment = readEnvironment(
  ledgerEnvironment.extend({ ...workflowEnvironment.shape, ...deadLetterEnvironment.shape }),
);
const table = connectTable(environment.TABLE_NAME);
const dependencies = {
  history: runHistory(table),
  ledger: runLedger(table),
  settlement: settlementLedger(table),
  workflow: connectWorkflow(environment.STATE_MACHINE_ARN),
  audit: auditTrail(table),
  records: onceRecords(table),
  deadLetters: connectDeadLetters({
    deadLetters: {
      payouts: environment.PAYOUT_DEAD_LETTERS_URL,
      mails: environment.MAIL_DEAD_LETTERS_URL,
      friday: environment.FRIDAY_DEAD_LETTERS_URL,
      daily: environment.DAILY_DEAD_LETTERS_URL,
    },
    sources: { payouts: environment.PAYOUT_QUEUE_URL, mails: environment.MAIL_QUEUE_URL },
  }),
};

export const handler = apiHandler(
  [...runReadingEndpoints(dependencies), ...runDecisionEndpoints(dependencies), ...deadLetterEndpoints(dependencies)],
  { logins: logins(table), clock: systemClock },
);
