/** Whether a frozen batch may go to PayPal: its run passed the guard, and every account behind it is written. */
import type { Run } from '../../ports/run-ledger.ts';
import type { Batch } from '../../ports/settlement-ledger.ts';

/** Asked when the batches of a run are first handed out, right after its guard. */
export function mayBeQueued(run: Run | undefined, batch: Batch): boolean {
  switch (run?.state) {
    case 'settling':
      return run.refusal === undefined;
    case 'closed':
      return true;
    case 'refused':
      // What a refusal leaves frozen was with a worker meanwhile, so an earlier guard had let it through: it goes on.
      return true;
    case 'planning':
      // Some groups failed, and the others were let through: a failed group's manifests may lack accounts.
      return run.guard?.verdict === 'within-caps' && !run.guard.failedGroups.includes(groupOf(batch));
    case 'held':
    case undefined:
      return false;
  }
}

/** Asked at any time later: while a run is planned on, only what was handed out has passed a guard. */
export const mayBeSent = (run: Run | undefined, batch: Batch): boolean =>
  mayBeQueued(run, batch) && (run?.state !== 'planning' || batch.queuedAt !== undefined);

/** `g07-0001` is of group 7. */
const groupOf = ({ manifest }: Batch): number => Number(manifest.slice(1, 3));
