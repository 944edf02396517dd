/** Holds the planned run against the caps. */
import { runLedger } from '../../shared/adapters/ledger/run-ledger.ts';
import { guardRunInputSchema, guardRunOutputSchema } from '../../shared/contracts/payout-run.ts';
import { guardRun } from '../../shared/usecases/run/guard-run.ts';
import { raiseAlarm } from '../logging.ts';
import { workflowStep } from '../workflow-step.ts';
import { connectLedger } from './connect-ledger.ts';

const ledger = runLedger(connectLedger());

export const handler = workflowStep({ input: guardRunInputSchema, output: guardRunOutputSchema }, async (input) => {
  const guard = await guardRun(input, ledger);
  // The execution ends well, and somebody must decide: the alarm is all that tells.
  if (guard.verdict === 'over-caps') {
    raiseAlarm('the run is held over a cap', {
      weekEnding: input.weekEnding,
      caps: guard.breaches.map(({ cap }) => cap).join(', '),
    });
  }
  return guard;
});
