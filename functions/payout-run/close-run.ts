/** Closes a run on books that balance. */
import { settlementLedger } from '../../shared/adapters/ledger/settlement-ledger.ts';
import { closeRunInputSchema, closeRunOutputSchema } from '../../shared/contracts/payout-run.ts';
import { closeRun } from '../../shared/usecases/run/close-run.ts';
import { workflowStep } from '../workflow-step.ts';
import { connectLedger } from './connect-ledger.ts';

const ledger = settlementLedger(connectLedger());

export const handler = workflowStep({ input: closeRunInputSchema, output: closeRunOutputSchema }, (input) =>
  closeRun(input, ledger),
);
