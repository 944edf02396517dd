/** Reads and writes the CSV files that the oracle works on: small ones, at once. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { ExpectedPayout, ProgramRows } from './oracle.ts';
import type { CsvRow } from './oracle-people.ts';

export const SAMPLE_DIRECTORY = join(import.meta.dirname, '../../../shared/data/cdnow-sample');
export const SMALL_PROGRAM_DIRECTORY = join(import.meta.dirname, '../data/small-program');

/** Says so on the console where the sample is missing: a test that needs it is then skipped. */
export function hasSample(): boolean {
  if (existsSync(SAMPLE_DIRECTORY)) return true;
  console.warn('Skipped: the sample of real purchases (../shared/data/cdnow-sample) is not beside this repository.');
  return false;
}

const rowsOf = (directory: string, file: string): CsvRow[] =>
  parse(readFileSync(join(directory, file)), { columns: true, bom: true, trim: true, skip_empty_lines: true });

export const readProgramRows = (directory: string): ProgramRows => ({
  partners: rowsOf(directory, 'partners.csv'),
  clients: rowsOf(directory, 'clients.csv'),
  payments: rowsOf(directory, 'payments.csv'),
  refunds: rowsOf(directory, 'refunds.csv'),
});

/** As text, a line a payout, with the header. */
export const payoutsAsCsv = (payouts: readonly ExpectedPayout[]): string =>
  `${['week_ending,partner_id,amount_cents', ...payouts.map((payout) => [payout.week_ending, payout.partner_id, payout.amount_cents].join(','))].join('\n')}\n`;

export const readExpected = (directory: string): string =>
  readFileSync(join(directory, 'expected.csv'), 'utf8').replaceAll('\r\n', '\n');

/** The Fridays, first and last, whose payouts the small program's `expected.csv` lists. */
export const SMALL_PROGRAM_RUNS = { from: '2025-07-18', to: '2026-05-08' } as const;
