/** Hands the frozen batches of a run that passed its guard to the payout workers. */
import type { RunRef, SettlementState } from '../../contracts/payout-run.ts';
import { StaleAttempt } from '../run/plan-buckets.ts';
import type { SettlementDependencies } from './dependencies.ts';
import { mayBeQueued } from './may-be-sent.ts';
import { waitBefore } from './reconcile-run.ts';

export async function queueBatches(
  { weekEnding, attempt }: RunRef,
  { ledger, queue, clock }: Pick<SettlementDependencies, 'ledger' | 'queue' | 'clock'>,
): Promise<SettlementState> {
  const run = await ledger.findRun(weekEnding);
  if (!run || run.attempt !== attempt)
    throw new StaleAttempt(`attempt ${attempt} of run ${weekEnding} was overtaken before its batches were queued`);
  if (run.guard?.verdict !== 'within-caps' && !run.release)
    throw new StaleAttempt(`run ${weekEnding} has not passed its guard`);
  const batches = (await ledger.batchesOf(weekEnding)).filter(
    (batch) => batch.state !== 'frozen' || mayBeQueued(run, batch),
  );
  const unsent = batches.filter(({ state }) => state === 'frozen' || state === 'sending');
  const now = clock.now();
  for (const batch of unsent) {
    // A worker has it: a change under its hands would cost the record of what PayPal answers.
    const leased = batch.leaseUntil !== undefined && batch.leaseUntil > now;
    if (!leased) await ledger.changeBatch(batch, { queuedAt: now });
  }
  await queue.send(unsent.map(({ manifest, generation, hash }) => ({ weekEnding, manifest, generation, hash })));
  const open = batches.filter(({ state }) => state === 'frozen' || state === 'sending' || state === 'accepted').length;
  return {
    outcome: open > 0 ? 'open' : 'settled',
    round: 0,
    waitSeconds: waitBefore(0),
    batches: batches.length,
    openBatches: open,
    parkedBatches: batches.filter(({ state }) => state === 'parked').length,
  };
}
