/** Holds the planned run against the caps. */
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { runLedger } from '../../shared/adapters/ledger/run-ledger.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { guardRunInputSchema, guardRunOutputSchema } from '../../shared/contracts/payout-run.ts';
import { finishOpenIntents } from '../../shared/usecases/intake/finish-open-intents.ts';
import { guardRun } from '../../shared/usecases/run/guard-run.ts';
import { logger, raiseAlarm } from '../logging.ts';
import { bareError } from '../without-personal.ts';
import { workflowStep } from '../workflow-step.ts';
import { connectLedger } from './connect-ledger.ts';

const table = connectLedger();
const ledger = runLedger(table);
const intake = intakeLedger(table);

/** Of this step's 300 s: what is left then waits for the daily rule or for the client's next news. */
const FILING_MS = 60_000;

/** Changes of clients that waited for this run to plan. Whatever goes wrong with them is no reason to hold up the run. */
async function fileWhatWaited(): Promise<void> {
  try {
    const until = performance.now() + FILING_MS;
    const settings = await intake.begin(systemClock.now());
    await finishOpenIntents('all', intake, settings, () => performance.now() < until);
  } catch (error) {
    logger.warn('clients that waited for the run are left to the daily rule', { error: bareError(error) });
  }
}

export const handler = workflowStep({ input: guardRunInputSchema, output: guardRunOutputSchema }, async (input) => {
  const guard = await guardRun(input, ledger);
  // The execution ends well, and somebody must decide: the alarm is all that tells.
  if (guard.verdict === 'over-caps') {
    raiseAlarm('the run is held over a cap', {
      weekEnding: input.weekEnding,
      caps: guard.breaches.map(({ cap }) => cap).join(', '),
    });
  }
  await fileWhatWaited();
  return guard;
});
