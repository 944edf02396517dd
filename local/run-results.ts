/** What a run decided and what became of it, read from the ledger: each payout, and each partner not paid with the reasons. */
import { manifestKey, payoutKey } from '../shared/adapters/ledger/keys.ts';
import { toManifest } from '../shared/adapters/ledger/manifest.ts';
import { findRun } from '../shared/adapters/ledger/run-ledger.ts';
import type { WeekEnding } from '../shared/domain/calendar/week.ts';
import type { HoldReason } from '../shared/domain/hold-reason.ts';
import type { PartnerId } from '../shared/domain/ids.ts';
import { add, type Cents } from '../shared/domain/money/cents.ts';
import type { PayoutState } from '../shared/domain/payout-state.ts';
import type { ManifestRow, Run } from '../shared/ports/run-ledger.ts';
import type { Table } from '../shared/ports/table.ts';

export interface PayoutResult {
  readonly partnerId: PartnerId;
  readonly amountCents: Cents;
  readonly state: PayoutState;
  readonly error?: string;
}

export interface CarriedResult {
  readonly partnerId: PartnerId;
  readonly balanceCents: Cents;
  readonly reasons: readonly HoldReason[];
}

export interface RunResults {
  readonly run: Run;
  readonly payouts: readonly PayoutResult[];
  readonly carried: readonly CarriedResult[];
}

/** Both lists by partner id. Undefined when there was no run of that week. */
export async function runResults(table: Table, week: WeekEnding): Promise<RunResults | undefined> {
  const run = await findRun(table, week);
  if (!run) return undefined;
  const rows: ManifestRow[] = [];
  const { pk, sk: prefix } = manifestKey(week, '');
  for await (const item of table.query({ pk, prefix })) rows.push(...toManifest(item).rows);
  const paid = rows.filter(({ payoutCents }) => payoutCents > 0);
  const items = await table.getMany(paid.map(({ partnerId }) => payoutKey(partnerId, week)));
  return {
    run,
    payouts: items.map((item) => item as unknown as PayoutResult).sort(byPartner),
    carried: rows
      .filter(({ payoutCents }) => payoutCents === 0)
      .map(({ partnerId, carriedCents, entriesCents, reasons }) => ({
        partnerId,
        balanceCents: add(carriedCents, entriesCents),
        reasons,
      }))
      .sort(byPartner),
  };
}

const byPartner = (a: { partnerId: string }, b: { partnerId: string }): number => (a.partnerId < b.partnerId ? -1 : 1);
