/** A program in memory as an audit sees it: its ledger and what its PayPal has. */
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { partnerLedger } from '../../shared/adapters/ledger/partner-ledger.ts';
import { runHistory } from '../../shared/adapters/ledger/run-history.ts';
import { waitingList } from '../../shared/adapters/ledger/waiting-list.ts';
import type { WitnessedBatch } from '../../shared/ports/books.ts';
import type { BooksReport } from '../../shared/usecases/books/book-problem.ts';
import { verifyBooks } from '../../shared/usecases/books/verify-books.ts';
import type { MemoryProgram } from './memory-program.ts';

export function witnessOf({ paypal }: MemoryProgram): WitnessedBatch[] {
  return [...paypal.batches.values()].map(({ payoutBatchId, senderBatchId, items }) => ({
    payoutBatchId,
    senderBatchId,
    items: items.map(({ payoutItemId, senderItemId, receiver, amount, status }) => ({
      ...{ payoutItemId, senderItemId, receiver, status },
      cents: amount,
    })),
  }));
}

export const audit = ({ table }: MemoryProgram, payPal: readonly WitnessedBatch[] | undefined): Promise<BooksReport> =>
  verifyBooks({
    partners: partnerLedger(table),
    earnings: earningsLedger(table),
    history: runHistory(table),
    waiting: waitingList(table),
    ...(payPal ? { payPal } : {}),
  });
