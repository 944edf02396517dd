/** The ledger of a program in memory, and what tests read in it. */
import { runLedger } from '../../shared/adapters/ledger/run-ledger.ts';
import { settlementLedger } from '../../shared/adapters/ledger/settlement-ledger.ts';
import { BUCKETS } from '../../shared/domain/bucket.ts';
import { weekEnding } from '../../shared/domain/calendar/week.ts';
import type { Partner } from '../../shared/domain/partner.ts';
import type { Payout } from '../../shared/ports/payout.ts';
import type { ManifestRow, Run } from '../../shared/ports/run-ledger.ts';
import type { Batch } from '../../shared/ports/settlement-ledger.ts';
import type { Item } from '../../shared/ports/table.ts';
import { booksOf, waitingProblems } from './memory-books.ts';
import { FaultyTable } from './memory-faults.ts';
import { totalsProblems } from './memory-totals.ts';

export class MemoryLedger {
  readonly table = new FaultyTable();
  readonly runLedger = runLedger(this.table);
  readonly settlementLedger = settlementLedger(this.table);

  items(): Item[] {
    return this.table.items();
  }

  item(pk: string, sk: string): Item | undefined {
    return this.items().find((item) => item.pk === pk && item.sk === sk);
  }

  /** As operations or the partner would, by use cases that are not written yet. */
  async changePartner(partner: string, change: Partial<Partner>): Promise<void> {
    const item = this.item(`PARTNER#${partner}`, 'PROFILE');
    if (!item) throw new Error(`there is no partner ${partner}`);
    await this.table.putAll([{ ...item, partner: { ...(item.partner as Partner), ...change } }]);
  }

  account(partner: string): Item | undefined {
    return this.item(`PARTNER#${partner}`, 'ACCOUNT');
  }

  payouts(partner: string): Payout[] {
    const own = this.items().filter(({ pk, sk }) => pk === `PARTNER#${partner}` && sk.startsWith('PAYOUT#'));
    return own as unknown as Payout[];
  }

  /** What is filed for a partner: week ending, payment#line and cents. */
  entries(partner: string): string[] {
    return this.items()
      .filter(({ pk, sk }) => pk.startsWith('WEEK#') && sk.startsWith(`${partner}#`))
      .map(({ weekEnding: week, sk, cents }) => `${week} ${sk.slice(partner.length + 1)} ${cents}`);
  }

  async rows(week: string): Promise<ManifestRow[]> {
    const rows: ManifestRow[] = [];
    for (let group = 0; group < BUCKETS; group += 1) {
      for await (const manifest of this.runLedger.manifests(weekEnding(week), group)) rows.push(...manifest.rows);
    }
    return rows;
  }

  batches(week: string): Promise<Batch[]> {
    return this.settlementLedger.batchesOf(weekEnding(week));
  }

  async runOf(week: string): Promise<Run> {
    const run = await this.runLedger.findRun(weekEnding(week));
    if (!run) throw new Error(`there is no run of ${week}`);
    return run;
  }

  /** Where the books do not balance, by partner: nowhere, always. */
  books(): Map<string, number> {
    return booksOf(this.items());
  }

  /** Everything that is wrong with the ledger as it stands: nothing, always. */
  problems(): string[] {
    const items = this.items();
    return [
      ...[...booksOf(items)].map(([partner, cents]) => `${partner} is off by ${cents}`),
      ...waitingProblems(items),
      ...totalsProblems(items),
    ];
  }
}
