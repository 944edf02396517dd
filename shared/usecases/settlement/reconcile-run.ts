/** One look at all batches of a run, and how long to wait for the next. */
import type { SettlementState } from '../../contracts/payout-run.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import { eachInTurn } from '../each-in-turn.ts';
import type { ReconcileDependencies } from './dependencies.ts';
import { mayBeSent } from './may-be-sent.ts';
import { reconcileBatch } from './reconcile-batch.ts';

/** 1, 2, 4, 8, 16 minutes, then every half hour: 72 hours take about 150 looks, 450 state transitions, a cent. */
const FIRST_WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 1_800;

/** The function has 15 minutes, and one hanging look-up may take half of one. */
const LOOK_AT_MOST_MS = 10 * 60_000;

export const waitBefore = (round: number): number =>
  Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** Math.min(round, 10));

export async function reconcileRun(
  week: WeekEnding,
  before: SettlementState,
  dependencies: ReconcileDependencies,
): Promise<SettlementState> {
  const { ledger, clock, alarm } = dependencies;
  const run = await ledger.findRun(week);
  if (!run) throw new Error(`there is no run of week ending ${week}`);
  const batches = (await ledger.batchesOf(week)).filter((batch) => batch.state !== 'frozen' || mayBeSent(run, batch));
  const startedAt = clock.now();
  let open = 0;
  let parked = 0;
  await eachInTurn(batches, async (batch) => {
    // Out of time the rest is left for the next look, which comes whether or not PayPal hangs again.
    const standing = clock.now() - startedAt > LOOK_AT_MOST_MS ? 'open' : await reconcileBatch(batch, dependencies);
    if (standing === 'open') open += 1;
    if (standing === 'parked') parked += 1;
  });
  const round = before.round + 1;
  const late = clock.now() >= run.deadlineAt;
  if (open > 0 && late)
    alarm('a run closes with batches that PayPal has not decided', { weekEnding: week, batches: open });
  return {
    outcome: open === 0 ? 'settled' : late ? 'deadline' : 'open',
    round,
    waitSeconds: waitBefore(round),
    batches: batches.length,
    openBatches: open,
    parkedBatches: parked,
  };
}
