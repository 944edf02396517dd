/** Puts the payouts of a refused run back on the balances. */
import { settlementLedger } from '../../shared/adapters/ledger/settlement-ledger.ts';
import { closeRunInputSchema, closeRunOutputSchema } from '../../shared/contracts/payout-run.ts';
import { refuseRun } from '../../shared/usecases/run/refuse-run.ts';
import { workflowStep } from '../workflow-step.ts';
import { connectLedger } from './connect-ledger.ts';

const ledger = settlementLedger(connectLedger());

export const handler = workflowStep({ input: closeRunInputSchema, output: closeRunOutputSchema }, (input) =>
  refuseRun(input, ledger),
);
