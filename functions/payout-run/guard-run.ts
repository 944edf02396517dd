/** Holds the planned run against the caps. */
import { runLedger } from '../../shared/adapters/ledger/run-ledger.ts';
import { guardRunInputSchema } from '../../shared/contracts/payout-run.ts';
import { guardRun } from '../../shared/usecases/run/guard-run.ts';
import { workflowStep } from '../workflow-step.ts';
import { connectLedger } from './connect-ledger.ts';

const ledger = runLedger(connectLedger());

export const handler = workflowStep(guardRunInputSchema, (input) => guardRun(input, ledger));
