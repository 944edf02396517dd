/** Reads one CSV file row by row, at constant memory: columns by their names, physical line numbers, problems of form. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { checkUtf8, NotUtf8 } from './check-utf8.ts';
import type { ProblemList } from './file-problem.ts';

export interface CsvFile<Column extends string> {
  readonly name: string;
  /** What would be right in a cell of each column, where the contract does not say it better. */
  readonly columns: Readonly<Record<Column, string>>;
}

export interface Row<Column extends string> {
  /** The physical line on which the row begins. */
  readonly line: number;
  /** Empty means absent. */
  readonly cells: Readonly<Record<Column, string | undefined>>;
}

export interface Reading {
  readonly directory: string;
  readonly problems: ProblemList;
  readonly onProgress?: ((file: string, rows: number) => void) | undefined;
}

/** Far above any row of ours: a quote that is never closed is noticed before it has swallowed the file. */
const MAX_ROW_BYTES = 100_000;
const ROWS_PER_PROGRESS = 10_000;

/** False when rows are missing: what refers to them cannot be judged. */
export async function readRows<Column extends string>(
  file: CsvFile<Column>,
  { directory, problems, onProgress }: Reading,
  onRow: (row: Row<Column>) => void,
): Promise<boolean> {
  const { name } = file;
  let nextLine = 1;
  let rows = 0;
  let complete = true;
  let header: Header<Column> | undefined;

  const take = (cells: string[]): void => {
    const line = nextLine;
    // A quoted cell may hold line breaks: the row is then that much longer.
    nextLine += 1 + lineBreaksIn(cells);
    if (cells.length === 1 && cells[0] === '') return;
    if (!header) {
      header = readHeader(file, cells, line, problems);
      if (!header) throw new HeaderUnusable();
      return;
    }
    rows += 1;
    if (rows % ROWS_PER_PROGRESS === 0) onProgress?.(name, rows);
    if (cells.length === header.width) {
      onRow({ line, cells: header.pick(cells) });
      return;
    }
    complete = false;
    const right = `must have ${header.width} cells, as many as the header, not ${cells.length}`;
    problems.add({ file: name, line, value: cells.join(','), right });
  };

  const parser = parse({
    bom: true,
    trim: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n'],
    max_record_size: MAX_ROW_BYTES,
    // Rows are taken here, while they are parsed: those in a stream's buffer would be lost with a later error.
    on_record: (cells: string[]) => {
      take(cells);
      return null;
    },
  });
  parser.resume();
  try {
    await pipeline(createReadStream(join(directory, name)), checkUtf8, parser);
  } catch (error) {
    report(error, name, nextLine, problems);
    return false;
  }
  if (!header) {
    problems.add({ file: name, right: `must begin with a line that names its columns: ${namesOf(file).join(',')}` });
    return false;
  }
  onProgress?.(name, rows);
  return complete;
}

/** The columns are not known, so that no row can be read; the problem is listed already. */
class HeaderUnusable extends Error {
  override readonly name = 'HeaderUnusable';
}

interface Header<Column extends string> {
  readonly width: number;
  pick(cells: readonly string[]): Row<Column>['cells'];
}

const namesOf = <Column extends string>(file: CsvFile<Column>): Column[] => Object.keys(file.columns) as Column[];

function readHeader<Column extends string>(
  file: CsvFile<Column>,
  cells: readonly string[],
  line: number,
  problems: ProblemList,
): Header<Column> | undefined {
  const { total } = problems;
  const names = namesOf(file);
  for (const column of names) {
    const times = cells.filter((cell) => cell === column).length;
    if (times === 1) continue;
    const right = times === 0 ? `must have the column ${column}` : `must have the column ${column} once`;
    problems.add({ file: file.name, line, column, value: cells.join(','), right });
  }
  if (problems.total > total) return undefined;
  const places = names.map((column) => [column, cells.indexOf(column)] as const);
  return {
    width: cells.length,
    pick: (row) =>
      Object.fromEntries(places.map(([column, place]) => [column, row[place] || undefined])) as Row<Column>['cells'],
  };
}

function lineBreaksIn(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks += 1;
  }
  return breaks;
}

/** @throws what is not about the file's content: a disk that cannot be read, a mistake of ours. */
function report(error: unknown, file: string, line: number, problems: ProblemList): void {
  if (error instanceof HeaderUnusable) return;
  if (error instanceof NotUtf8) {
    problems.add({
      file,
      line: error.line,
      value: error.text,
      right: 'must be UTF-8 text: save the file in that encoding',
    });
  } else if (error instanceof CsvError) {
    problems.add({ file, line, right: SYNTAX[error.code] ?? `must be CSV: ${error.message}` });
  } else if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
    problems.add({ file, right: 'must be there: the directory has no such file' });
  } else {
    throw error;
  }
}

const MISPLACED_QUOTE = 'must have quotes around a whole cell only; a quote inside a quoted cell is written twice';
/** By csv-parse's codes. */
const SYNTAX: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'must close the quote that is opened in this row',
  CSV_MAX_RECORD_SIZE: `must be a row of at most ${MAX_ROW_BYTES} bytes: perhaps a quote that is opened in it is not closed`,
  CSV_INVALID_CLOSING_QUOTE: MISPLACED_QUOTE,
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: MISPLACED_QUOTE,
  INVALID_OPENING_QUOTE: MISPLACED_QUOTE,
};
