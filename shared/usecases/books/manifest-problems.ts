/** A run's frozen decisions against what became of them: a payout for each row that pays, a batch for each manifest. */
import { runFridayOf, type WeekEnding } from '../../domain/calendar/week.ts';
import { add } from '../../domain/money/cents.ts';
import type { Payout } from '../../ports/payout.ts';
import type { Manifest, ManifestRow } from '../../ports/run-ledger.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';
import type { BookProblem } from './book-problem.ts';

/** @param payout of the week's run to the row's partner; a row that pays nothing needs none. */
export function rowProblems(week: WeekEnding, row: ManifestRow, payout: Payout | undefined): BookProblem[] {
  if (row.payoutCents === 0) return [];
  const what = `run of ${runFridayOf(week)}`;
  if (!payout) return [{ kind: 'row-without-payout', about: row.partnerId, detail: `${what}: ${row.payoutCents}` }];
  if (payout.amountCents === row.payoutCents && payout.receiver === row.receiver) return [];
  const detail = `${what}: ${payout.amountCents}, and the manifest says ${row.payoutCents}, or another receiver`;
  return [{ kind: 'payout-unlike-row', about: row.partnerId, detail }];
}

export function batchProblem(week: WeekEnding, { id, rows }: Manifest, batches: readonly Batch[]): BookProblem[] {
  const first = batches.find(({ manifest, generation }) => manifest === id && generation === 1);
  const total = add(...rows.map(({ payoutCents }) => payoutCents));
  if ((first?.totalCents ?? 0) === total) return [];
  const about = first?.senderBatchId ?? `run of ${week}`;
  const detail = `manifest ${id} pays ${total}, and its batch holds ${first?.totalCents ?? 0}`;
  return [{ kind: 'batch-unlike-manifest', about, detail }];
}
