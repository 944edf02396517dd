/** A program in memory as an audit sees it: its ledger and what its PayPal has. */
import { earningsLedger } from '../../shared/adapters/ledger/earnings-ledger.ts';
import { partnerLedger } from '../../shared/adapters/ledger/partner-ledger.ts';
import { runHistory } from '../../shared/adapters/ledger/run-history.ts';
import { waitingList } from '../../shared/adapters/ledger/waiting-list.ts';
import { weekEnding } from '../../shared/domain/calendar/week.ts';
import type { WitnessedBatch } from '../../shared/ports/books.ts';
import type { BooksReport } from '../../shared/usecases/books/book-problem.ts';
import { verifyBooks } from '../../shared/usecases/books/verify-books.ts';
import { MemoryProgram } from './memory-program.ts';

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

/** The week that the Friday of 2 January 2026 pays. */
export const AUDITED_WEEK = weekEnding('2025-12-27');

/** What clients of ada, bo and cy have paid by then; a quarter of it is earned. */
export async function threePartners(paid: Readonly<Record<'ada' | 'bo' | 'cy', string>>): Promise<MemoryProgram> {
  const made = new MemoryProgram();
  await made.configure({ maturityDays: 0, bucketGroups: 1 });
  for (const [partner, amount] of Object.entries(paid)) {
    await made.partner(partner);
    await made.client(`client-of-${partner}`, partner);
    await made.payment(`paid-for-${partner}`, `client-of-${partner}`, amount, '2025-12-20');
  }
  return made;
}
