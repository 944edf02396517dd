/** What operations' screens need of present and past runs: what the run and its payouts read themselves, and a little more. No writes. */
import type { WeekEnding } from '../domain/calendar/week.ts';
import type { PartnerId } from '../domain/ids.ts';
import type { ProgramSettings } from '../domain/program-settings.ts';
import type { Payout } from './payout.ts';
import type { Account, Calendar, Manifest, RunLedger } from './run-ledger.ts';
import type { SettlementLedger } from './settlement-ledger.ts';

export interface RunHistory
  extends Pick<RunLedger, 'findRun' | 'runs' | 'manifests' | 'duePartners' | 'standings'>,
    Pick<SettlementLedger, 'batchesOf' | 'rowsOf'> {
  /** No calendar before the program's first news. */
  program(): Promise<{ readonly settings: ProgramSettings; readonly calendar?: Calendar }>;
  manifest(week: WeekEnding, id: string): Promise<Manifest | undefined>;
  /** The first manifest of a run after this one in the order of their ids, or the first of all. */
  manifestAfter(week: WeekEnding, id: string | undefined): Promise<Manifest | undefined>;
  /** The accounts alone, of those who have one. */
  accounts(partners: readonly PartnerId[]): Promise<Map<PartnerId, Account>>;
  /** The payouts of a week's run to these partners, where there are any. */
  payouts(week: WeekEnding, partners: readonly PartnerId[]): Promise<Map<PartnerId, Payout>>;
}
