/** A list's result as a table: what a person sent is text in it, whatever a spreadsheet would make of it. */
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { resultCsv } from '../../../functions/referral-lists/result-csv.ts';

it('has a line a row, and no formula', () => {
  const csv = resultCsv([
    { line: 2, email: 'jo@shop.example', name: 'Miller, Jo', outcome: 'new' },
    { line: 3, email: '=cmd|x', name: '+1\n"2"', outcome: 'invalid', detail: 'the e-mail is missing' },
  ]);
  expect(parse(csv)).toEqual([
    ['line', 'email', 'name', 'outcome', 'detail'],
    ['2', 'jo@shop.example', 'Miller, Jo', 'new', ''],
    ['3', "'=cmd|x", '\'+1 "2"', 'invalid', 'the e-mail is missing'],
  ]);
});
