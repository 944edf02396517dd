/** The books of one run with PayPal's own word on it, for somebody who waits for them. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { WitnessedBatch } from '../../ports/books.ts';
import type { PayoutGateway } from '../../ports/payout-gateway.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';
import { inParallel } from '../in-parallel.ts';
import type { BookProblem } from './book-problem.ts';
import { verifyRun } from './verify-run.ts';

export interface RunBooksDependencies {
  readonly history: RunHistory;
  readonly gateway: Pick<PayoutGateway, 'findBatch'>;
}

export interface CheckedRun {
  readonly partners: number;
  readonly payPal: 'asked' | 'unavailable' | 'too-many-batches';
  readonly payPalItems: number;
  readonly problems: readonly BookProblem[];
}

/** A thousand items each, a page a thousand: some ten seconds of PayPal's time, of the call's twenty-nine. */
const MOST_BATCHES = 25;
const BATCHES_AT_ONCE = 5;

/** Undefined when there is no run of the week. */
export async function runBooks(week: WeekEnding, dependencies: RunBooksDependencies): Promise<CheckedRun | undefined> {
  const { history } = dependencies;
  if (!(await history.findRun(week))) return undefined;
  const witnessed = await witness(await history.batchesOf(week), dependencies);
  const isKnown = typeof witnessed === 'object';
  const { problems, paid, payPalItems } = await verifyRun(week, history, isKnown ? witnessed : undefined);
  return { partners: paid.size, payPal: isKnown ? 'asked' : witnessed, payPalItems, problems };
}

async function witness(
  batches: readonly Batch[],
  { gateway }: RunBooksDependencies,
): Promise<ReadonlyMap<string, WitnessedBatch> | 'unavailable' | 'too-many-batches'> {
  const sent = batches.filter(({ payoutBatchId }) => payoutBatchId !== undefined);
  if (sent.length > MOST_BATCHES) return 'too-many-batches';
  const found = new Map<string, WitnessedBatch>();
  let isAnswered = true;
  await inParallel(sent, BATCHES_AT_ONCE, async ({ payoutBatchId = '' }) => {
    const looked = await gateway.findBatch(payoutBatchId);
    if (looked.kind === 'unavailable') isAnswered = false;
    if (looked.kind !== 'found') return;
    const { senderBatchId, items } = looked.value;
    found.set(senderBatchId, {
      payoutBatchId,
      senderBatchId,
      items: items.map(({ amount, ...item }) => ({ ...item, cents: amount })),
    });
  });
  return isAnswered ? found : 'unavailable';
}
