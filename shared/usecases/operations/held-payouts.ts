/** What a held run would still pay: the rows of its batches that nobody has sent. A refusal gives back exactly these. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { RunHistory } from '../../ports/run-history.ts';
import type { ManifestRow } from '../../ports/run-ledger.ts';
import { rowsSent } from '../settlement/match-batch.ts';

export async function heldPayouts(week: WeekEnding, history: RunHistory): Promise<ManifestRow[]> {
  const rows: ManifestRow[] = [];
  for (const batch of await history.batchesOf(week)) {
    if (batch.state === 'frozen') rows.push(...rowsSent(batch, await history.rowsOf(batch)));
  }
  return rows;
}
