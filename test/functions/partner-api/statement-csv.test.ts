/** A yearly statement opens in any spreadsheet as what it is: amounts are numbers, and no client's name is ever worked out. */
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { statementCsv } from '../../../functions/partner-api/statement-csv.ts';
import { localDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import type { StatementLine } from '../../../shared/usecases/earnings/yearly-statement.ts';

const line = (change: Partial<StatementLine>): StatementLine => ({
  ...{ day: localDay('2026-11-18'), what: 'commission', cents: cents(19_75), statedCents: cents(19_75) },
  ...{ state: 'counts', weekEnding: weekEnding('2026-11-21'), client: 'Acme', id: 'ch_1' },
  ...change,
});
const rowsOf = (csv: string): string[][] => parse(csv);
/** As a spreadsheet of another country may cut the same file. */
const cutAt = (csv: string, separator: string): string[][] =>
  csv.split('\r\n').map((row) => row.split(separator).map((cell) => cell.replace(/^[\s"]+/, '')));

it('has a header, a line each, and amounts that a program reads', () => {
  const payout = {
    what: 'payout',
    cents: cents(-118_50),
    statedCents: cents(-118_50),
    state: 'paid',
    client: '',
  } as const;
  expect(statementCsv([line({ client: 'Bloom, "Co"' }), line(payout)])).toBe(
    [
      'day,what,amount_usd,stated_usd,state,week_ending,client,id',
      '2026-11-18,commission,19.75,19.75,counts,2026-11-21,"Bloom, ""Co""",ch_1',
      '2026-11-18,payout,-118.50,-118.50,paid,2026-11-21,,ch_1',
      '',
    ].join('\r\n'),
  );
});

it.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', " '=1"],
  ['\r\n=1', " '=1"],
  [' =1', " '=1"],
  ['"=1"', `"'=1"`],
  ['Acme; =1', "Acme; '=1"],
  ['＝1+1', "'＝1+1"],
  ['=HYPERLINK("http://a.example","x")', '\'=HYPERLINK("http://a.example","x")'],
  ['Acme = more', 'Acme = more'],
  ['A-1 Cleaning', 'A-1 Cleaning'],
  ['One\r\nTwo', 'One Two'],
  ["O'Neill", "O'Neill"],
])('a client called %j is %j', (client, shown) => {
  expect(rowsOf(statementCsv([line({ client })]))[1]?.[6]).toBe(shown);
});

const FORMULA = /^\s*[=+\-@＝＋－＠]/u;
const formulasIn = (rows: readonly (readonly string[])[]): string[] =>
  rows.flat().filter((cell) => FORMULA.test(cell) && !isAmount(cell));
const isAmount = (cell: string): boolean => /^-?\d+\.\d\d$/.test(cell);
/** Made of what matters: beginnings of formulas, and what ends a cell somewhere. */
const anyName = fc.string({ unit: fc.constantFrom(...'=+-@＝＠ \t\r\n;,|"\'a1!') });

it('no name is a formula, wherever cells are cut', () => {
  fc.assert(
    fc.property(anyName, anyName, (client, id) => {
      const csv = statementCsv([line({ client, id })]);
      expect(rowsOf(csv).map(({ length }) => length)).toEqual([8, 8]);
      expect(formulasIn(rowsOf(csv))).toEqual([]);
      for (const separator of [',', ';', '\t', '|']) expect(formulasIn(cutAt(csv, separator))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
