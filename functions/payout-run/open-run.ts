/** Opens the weekly run, or takes up an interrupted one. */
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { runLedger } from '../../shared/adapters/ledger/run-ledger.ts';
import { runNotes } from '../../shared/adapters/ledger/run-notes.ts';
import { connectExecutions } from '../../shared/adapters/sfn/executions.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { openRunInputSchema, openRunOutputSchema } from '../../shared/contracts/payout-run.ts';
import { openRun } from '../../shared/usecases/run/open-run.ts';
import { workflowStep } from '../workflow-step.ts';
import { connectLedger } from './connect-ledger.ts';

const table = connectLedger();
const dependencies = {
  ledger: runLedger(table),
  notes: runNotes(table),
  intake: intakeLedger(table),
  executions: connectExecutions(),
  clock: systemClock,
};

export const handler = workflowStep(
  { input: openRunInputSchema, output: openRunOutputSchema },
  ({ input, executionArn }) => openRun(input, executionArn, dependencies),
);
