/** Closes a run on books that balance. */
import { closeRunInputSchema, closeRunOutputSchema } from '../../shared/contracts/payout-run.ts';
import { closeRun } from '../../shared/usecases/run/close-run.ts';
import { workflowStep } from '../workflow-step.ts';
import { connectClosing } from './connect-closing.ts';

const dependencies = connectClosing();

export const handler = workflowStep({ input: closeRunInputSchema, output: closeRunOutputSchema }, (input) =>
  closeRun(input, dependencies),
);
