/** Puts the payouts of a refused run back on the balances. */
import { closeRunInputSchema, closeRunOutputSchema } from '../../shared/contracts/payout-run.ts';
import { refuseRun } from '../../shared/usecases/run/refuse-run.ts';
import { workflowStep } from '../workflow-step.ts';
import { connectClosing } from './connect-closing.ts';

const dependencies = connectClosing();

export const handler = workflowStep({ input: closeRunInputSchema, output: closeRunOutputSchema }, (input) =>
  refuseRun(input, dependencies),
);
