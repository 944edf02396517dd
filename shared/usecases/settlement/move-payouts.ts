/** Moves the payouts of a batch to what PayPal says of them, and has the mails posted that were written on the way. */
import type { Mail } from '../../contracts/mail.ts';
import type { PayoutState } from '../../domain/payout-state.ts';
import type { ManifestRow } from '../../ports/run-ledger.ts';
import type { Batch, PayoutMove } from '../../ports/settlement-ledger.ts';
import { inParallel } from '../in-parallel.ts';
import type { ReconcileDependencies } from './dependencies.ts';
import { payoutMails } from './payout-mails.ts';

const MOVES_AT_ONCE = 25;

/** Nothing but a person's decision moves these on. */
const NEEDS_OPERATIONS: readonly PayoutState[] = ['blocked', 'refunded', 'reversed'];

/** @param rows of all the moves, and maybe others. */
export async function movePayouts(
  { weekEnding, senderBatchId }: Batch,
  rows: readonly ManifestRow[],
  moves: readonly PayoutMove[],
  dependencies: ReconcileDependencies,
): Promise<void> {
  const { ledger, alarm, post } = dependencies;
  const paid = new Set(moves.filter(({ to }) => to === 'paid').map(({ partnerId }) => partnerId));
  const paidRows = rows.filter(({ partnerId }) => paid.has(partnerId));
  const mails = await payoutMails(weekEnding, paidRows, dependencies);
  const written: Mail[] = [];
  try {
    await inParallel(moves, MOVES_AT_ONCE, async (move) => {
      const mail = mails.get(move.partnerId);
      if ((await ledger.movePayout({ ...move, mail })) === 'too-late') return;
      if (mail) written.push(mail);
      if (NEEDS_OPERATIONS.includes(move.to))
        alarm('a payout waits for operations', { batch: senderBatchId, partner: move.partnerId, state: move.to });
    });
  } finally {
    // The next look finds these payouts paid and writes no mail: what is not posted now waits for the daily sweep.
    await post(written);
  }
}
