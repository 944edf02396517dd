/** Whether a frozen batch may go to PayPal: its run passed the guard, and every account behind it is written. */
import type { Run } from '../../ports/run-ledger.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';

export function mayBeSent(run: Run | undefined, batch: Batch): boolean {
  if (!run) return false;
  if (run.state === 'settling' || run.state === 'closed') return true;
  // Some groups failed, and the others were let through: a failed group's manifests may lack accounts.
  if (run.state !== 'planning' || run.guard?.verdict !== 'within-caps') return false;
  return !run.guard.failedGroups.includes(groupOf(batch));
}

/** `g07-0001` is of group 7. */
const groupOf = ({ manifest }: Batch): number => Number(manifest.slice(1, 3));
