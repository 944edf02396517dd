/** A yearly statement as comma-separated values: amounts in dollars, and no text that a spreadsheet takes for a formula. */
import { stringify } from 'csv-stringify/sync';
import { toDecimal } from '../../shared/domain/money/cents.ts';
import type { StatementLine } from '../../shared/usecases/earnings/yearly-statement.ts';
import { harmless } from '../harmless-text.ts';

const COLUMNS = ['day', 'what', 'amount_usd', 'stated_usd', 'state', 'week_ending', 'client', 'id'];

export const statementCsv = (lines: readonly StatementLine[]): string =>
  stringify(
    lines.map(({ day, what, cents, statedCents, state, weekEnding, client, id }) => [
      day,
      what,
      toDecimal(cents),
      toDecimal(statedCents),
      state,
      weekEnding,
      harmless(client),
      harmless(id),
    ]),
    { header: true, columns: COLUMNS, record_delimiter: 'windows' },
  );
