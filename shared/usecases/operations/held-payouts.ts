/** What a held run would still pay: the rows of its batches that nobody has sent. A refusal gives back exactly these. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { ManifestRow } from '../../ports/run-ledger.ts';
import type { SettlementLedger } from '../../ports/settlement-ledger.ts';
import { rowsSent } from '../settlement/match-batch.ts';

export async function heldPayouts(week: WeekEnding, ledger: SettlementLedger): Promise<ManifestRow[]> {
  const rows: ManifestRow[] = [];
  for (const batch of await ledger.batchesOf(week)) {
    if (batch.state === 'frozen') rows.push(...rowsSent(batch, await ledger.rowsOf(batch)));
  }
  return rows;
}
