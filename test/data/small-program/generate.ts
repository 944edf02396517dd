/** Writes this folder's CSV files anew: `node_modules/.bin/node test/data/small-program/generate.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectedPayouts } from '../../support/oracle.ts';
import { payoutsAsCsv, SMALL_PROGRAM_RUNS } from '../../support/oracle-files.ts';
import type { CsvRow } from '../../support/oracle-people.ts';
import { smallProgram } from './rows.ts';

/** Content by file name; the same at every call. */
export function smallProgramFiles(): Record<string, string> {
  const rows = smallProgram();
  return {
    'partners.csv': asCsv(rows.partners),
    'clients.csv': asCsv(rows.clients),
    'payments.csv': asCsv(rows.payments),
    'refunds.csv': asCsv(rows.refunds),
    'expected.csv': payoutsAsCsv(expectedPayouts(rows, SMALL_PROGRAM_RUNS)),
  };
}

function asCsv(rows: readonly CsvRow[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? '')).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

if (import.meta.main) {
  for (const [name, content] of Object.entries(smallProgramFiles()))
    writeFileSync(join(import.meta.dirname, name), content);
}
