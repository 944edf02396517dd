/** What became of a run's payouts, from its batches; the books of the run balance when nothing is missing between them. */
import { add, NOTHING, subtract } from '../../domain/money/cents.ts';
import type { Run, RunReport } from '../../ports/run-ledger.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';

/** What was planned and what the batches hold differ: nothing is closed on such books. */
export class BooksDoNotBalance extends Error {
  override readonly name = 'BooksDoNotBalance';
}

export function reportRun(run: Run, batches: readonly Batch[]): RunReport {
  const first = batches.filter(({ generation }) => generation === 1);
  const latest = batches.filter(({ state }) => state !== 'superseded');
  const payoutCents = add(...first.map(({ totalCents }) => totalCents));
  if (run.guard && run.guard.payoutCents !== payoutCents) {
    throw new BooksDoNotBalance(
      `run ${run.weekEnding} planned ${run.guard.payoutCents} cents, and its batches hold ${payoutCents}`,
    );
  }
  const paidCents = add(...latest.map((batch) => batch.paidCents ?? NOTHING));
  const backCents = add(...latest.map((batch) => batch.backCents ?? NOTHING));
  return {
    payouts: first.reduce((sum, { items }) => sum + items, 0),
    payoutCents,
    paidCents,
    backCents,
    openCents: subtract(payoutCents, add(paidCents, backCents)),
  };
}
