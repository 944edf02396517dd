/** Reads a referral list's CSV: what is wrong with the file as a whole is refused with its place, what is wrong in a row stays one. */
import { CsvError, parse } from 'csv-parse/sync';
import { MAX_LIST_ROWS } from '../../shared/contracts/referral-lists.ts';
import type { ReadRow } from '../../shared/usecases/referral-lists/mark-rows.ts';
import { HttpProblem } from '../http-problem.ts';

/** Far above any row of ours: a quote that is never closed is noticed before it has swallowed the file. */
const MAX_ROW_LETTERS = 10_000;
const MAX_SHOWN = 60;

/** @throws HttpProblem 422 naming line, column and what would be right. Nothing of the file was taken then. */
export function readListCsv(text: string): ReadRow[] {
  const rows: ReadRow[] = [];
  let line = 1;
  let header: Header | undefined;
  const take = (cells: string[]): null => {
    const begins = line;
    // A quoted cell may hold line breaks: the row is then that much longer.
    line += 1 + cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
    const isBlank = cells.length === 1 && cells[0] === '';
    if (isBlank) return null;
    if (!header) header = headerOf(cells, begins);
    else if (rows.length === MAX_LIST_ROWS) throw problem(`line ${begins}`, TOO_MANY);
    else rows.push(header.row(cells, begins));
    return null;
  };
  try {
    parse(text, {
      trim: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n'],
      max_record_size: MAX_ROW_LETTERS,
      on_record: take,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // No cause: the library's error holds the row.
    throw problem(`line ${line}`, SYNTAX[error.code] ?? 'must be CSV');
  }
  if (!header) throw problem('line 1', 'must name the columns: email, and name if there is one');
  if (rows.length === 0) throw problem('body', 'must have a row beside the header');
  return rows;
}

interface Header {
  row(cells: readonly string[], line: number): ReadRow;
}

function headerOf(cells: readonly string[], line: number): Header {
  const names = cells.map((cell) => cell.toLowerCase());
  const email = theOnly('email', names, line);
  const name = names.includes('name') ? theOnly('name', names, line) : undefined;
  const at = (row: readonly string[], place: number | undefined) =>
    place === undefined ? '' : (row[place] ?? '');
  return {
    row(row, rowLine) {
      const read = { line: rowLine, email: at(row, email), name: at(row, name) };
      if (row.length === names.length) return read;
      return { ...read, misshapen: `${row.length} cells where the header has ${names.length}` };
    },
  };
}

function theOnly(column: string, names: readonly string[], line: number): number {
  const first = names.indexOf(column);
  if (first >= 0 && first === names.lastIndexOf(column)) return first;
  const right = first < 0 ? `must have the column ${column}` : `must have the column ${column} once`;
  throw problem(`line ${line}`, `${shown(names.join(','))} ${right}`);
}

const shown = (text: string): string => JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);

const TOO_MANY = `must be the last of at most ${MAX_LIST_ROWS} rows: send the rest as another list`;
const MISPLACED_QUOTE = 'must have quotes around a whole cell only; a quote inside a quoted cell is written twice';
/** By csv-parse's codes. */
const SYNTAX: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'must close the quote that is opened in this row',
  CSV_MAX_RECORD_SIZE: `must be a row of at most ${MAX_ROW_LETTERS} letters: perhaps a quote that is opened in it is not closed`,
  CSV_INVALID_CLOSING_QUOTE: MISPLACED_QUOTE,
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: MISPLACED_QUOTE,
  INVALID_OPENING_QUOTE: MISPLACED_QUOTE,
};

const problem = (field: string, right: string): HttpProblem =>
  new HttpProblem({
    title: 'The file is not as it should be; nothing of it was taken',
    status: 422,
    detail: `${field}: ${right}`,
    errors: [{ field, problem: right, in: 'body' }],
  });
