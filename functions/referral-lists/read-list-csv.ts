/**
 * Reads a referral list's CSV: what is wrong with the file as a whole refuses it, what is wrong in a row stays one. A part of
 * its own beside the bundle, which only an upload reads: so it knows no contract and throws no problem of the API.
 */
import { CsvError, parse } from 'csv-parse/sync';
import type { ReadRow } from '../../shared/usecases/referral-lists/mark-rows.ts';

export type ReadList =
  | { readonly kind: 'read'; readonly rows: readonly ReadRow[] }
  /** Nothing of the file was taken. `right`: the end of a sentence about that line. */
  | { readonly kind: 'refused'; readonly line: number; readonly right: string };

/** Far above any row of ours: a quote that is never closed is noticed before it has swallowed the file. */
const MAX_ROW_LETTERS = 10_000;
const MAX_SHOWN = 60;

/** Ends the reading: what is wrong is wrong with the whole file. */
class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly line: number;

  constructor(line: number, right: string) {
    super(right);
    this.line = line;
  }
}

export function readListCsv(text: string, maxRows: number): ReadList {
  const rows: ReadRow[] = [];
  let nextLine = 1;
  let header: Header | undefined;
  const take = (cells: string[]): null => {
    const line = nextLine;
    // A quoted cell may hold line breaks: the row is then that much longer.
    nextLine += 1 + cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
    if (cells.length === 1 && cells[0] === '') return null;
    if (!header) header = headerOf(cells, line);
    else if (rows.length < maxRows) rows.push(header.row(cells, line));
    else throw new FileRefused(line, `is one row more than the ${maxRows} of a list: send the rest as another one`);
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
    if (!header) throw new FileRefused(1, 'must name the columns: email, and name if there is one');
    if (rows.length === 0) throw new FileRefused(nextLine, 'must be a row: there is none beside the header');
    return { kind: 'read', rows };
  } catch (error) {
    if (error instanceof FileRefused) return { kind: 'refused', line: error.line, right: error.message };
    // Of the library's error the code alone: it holds the row.
    if (error instanceof CsvError)
      return { kind: 'refused', line: nextLine, right: SYNTAX[error.code] ?? 'must be CSV' };
    throw error;
  }
}

interface Header {
  row(cells: readonly string[], line: number): ReadRow;
}

function headerOf(cells: readonly string[], line: number): Header {
  const names = cells.map((cell) => cell.toLowerCase());
  const email = placeOf('email', names, line);
  const name = names.includes('name') ? placeOf('name', names, line) : undefined;
  return {
    row(row, rowLine) {
      const at = (place: number | undefined): string => (place === undefined ? '' : (row[place] ?? ''));
      const read = { line: rowLine, email: at(email), name: at(name) };
      if (row.length === names.length) return read;
      return { ...read, misshapen: `${row.length} cells where the header has ${names.length}` };
    },
  };
}

/** @throws FileRefused where the column is not there, or twice. */
function placeOf(column: string, names: readonly string[], line: number): number {
  const first = names.indexOf(column);
  if (first >= 0 && first === names.lastIndexOf(column)) return first;
  const times = first < 0 ? '' : ' once';
  throw new FileRefused(line, `${shown(names.join(','))} must have the column ${column}${times}`);
}

const shown = (text: string): string => JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);

const MISPLACED_QUOTE = 'must have quotes around a whole cell only; a quote inside a quoted cell is written twice';
/** By csv-parse's codes. */
const SYNTAX: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'must close the quote that is opened in this row',
  CSV_MAX_RECORD_SIZE: `must be a row of at most ${MAX_ROW_LETTERS} letters: perhaps a quote that is opened in it is not closed`,
  CSV_INVALID_CLOSING_QUOTE: MISPLACED_QUOTE,
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: MISPLACED_QUOTE,
  INVALID_OPENING_QUOTE: MISPLACED_QUOTE,
};
