/** Looks every day at what weekly runs left open: unclaimed and held items, batches that PayPal did not answer for. */
import type { Instant } from '../../domain/calendar/time-zone.ts';
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { Run } from '../../ports/run-ledger.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';
import { eachInTurn } from '../each-in-turn.ts';
import type { ReconcileDependencies } from './dependencies.ts';
import { mayBeSent } from './may-be-sent.ts';
import { type BatchStanding, reconcileBatch } from './reconcile-batch.ts';
import { reportAgain } from './report-again.ts';

export type DailyReport = Readonly<Record<BatchStanding, number>>;

/** PayPal returns what nobody claims after 30 days: longer than that, a person should ask. */
const OVERDUE_AFTER_MS = 35 * 86_400_000;
const isOverdue = ({ firstAttemptAt }: Batch, now: Instant): boolean =>
  firstAttemptAt !== undefined && now - firstAttemptAt > OVERDUE_AFTER_MS;

export async function reconcileDaily(dependencies: ReconcileDependencies): Promise<DailyReport> {
  const { ledger, clock, alarm } = dependencies;
  const batches = await ledger.openBatches();
  const runs = new Map<WeekEnding, Run | undefined>();
  for (const week of new Set(batches.map(({ weekEnding }) => weekEnding))) runs.set(week, await ledger.findRun(week));

  const counts = { open: 0, lingering: 0, parked: 0, over: 0 };
  const look = async (batch: Batch): Promise<void> => {
    if (batch.state === 'frozen' && !mayBeSent(runs.get(batch.weekEnding), batch)) return;
    const standing = await reconcileBatch(batch, dependencies);
    counts[standing] += 1;
    if (standing !== 'over' && isOverdue(batch, clock.now())) {
      alarm('a batch has been open for too long', { batch: batch.senderBatchId, state: batch.state });
    }
  };
  const steps = [
    ...batches.map((batch) => () => look(batch)),
    ...[...runs.values()].map((run) => () => reportAgain(run, ledger)),
  ];
  await eachInTurn(steps, (step) => step());
  return counts;
}
