/** Referral lists as people save them, and what is wrong with a file as a whole: the line, and what would be right. */
import { describe, expect, it } from 'vitest';
import { readListCsv } from '../../../functions/referral-lists/read-list-csv.ts';

const read = (text: string, maxRows = 10) => readListCsv(text, maxRows);

describe('is read', () => {
  it.each([
    {
      what: 'columns in any order, others ignored, in any case',
      text: 'Name,x,EMAIL\nJo Miller,1,jo@shop.example\n',
      rows: [{ line: 2, email: 'jo@shop.example', name: 'Jo Miller' }],
    },
    {
      what: 'without a name, Windows line ends, no last one',
      text: 'email\r\na@shop.example\r\nb@shop.example',
      rows: [
        { line: 2, email: 'a@shop.example', name: '' },
        { line: 3, email: 'b@shop.example', name: '' },
      ],
    },
    {
      what: 'blank lines and spaces around cells',
      text: '\nemail , name\n\n a@shop.example , "Miller, Jo" \n',
      rows: [{ line: 4, email: 'a@shop.example', name: 'Miller, Jo' }],
    },
    {
      what: 'lines counted as an editor does, whatever a quoted cell holds',
      text: 'email,name\na@shop.example,"Jo\nMiller"\nb@shop.example,\n',
      rows: [
        { line: 2, email: 'a@shop.example', name: 'Jo\nMiller' },
        { line: 4, email: 'b@shop.example', name: '' },
      ],
    },
    {
      what: 'a row of another shape as what it is',
      text: 'email,name\na@shop.example\n',
      rows: [{ line: 2, email: 'a@shop.example', name: '', misshapen: '1 cells where the header has 2' }],
    },
  ])('$what', ({ text, rows }) => expect(read(text)).toEqual({ kind: 'read', rows }));
});

describe('is refused', () => {
  it.each([
    ['nothing', '', 1, 'must name the columns: email, and name if there is one'],
    ['a header alone', 'email,name\n', 2, 'must be a row: there is none beside the header'],
    ['no header', 'jo@shop.example,Jo\n', 1, '"jo@shop.example,jo" must have the column email'],
    ['another language', 'e-mail;name\n', 1, '"e-mail;name" must have the column email'],
    ['a column twice', 'email,Email\na@b.example,\n', 1, '"email,email" must have the column email once'],
    ['the name twice', 'email,name,name\na@b.example,,\n', 1, '"email,name,name" must have the column name once'],
    ['an open quote', 'email\na@shop.example\n"b@shop.example\n', 3, 'must close the quote that is opened in this row'],
    [
      'a quote inside a cell',
      'email,name\na@shop.example,Jo "Miller"\n',
      2,
      'must have quotes around a whole cell only; a quote inside a quoted cell is written twice',
    ],
    ['one row too many', `email\n${'a@b.example\n'.repeat(11)}`, 12, expect.stringContaining('the 10 of a list')],
    ['a row without an end', `email\n${'x'.repeat(11_000)}`, 2, expect.stringContaining('at most 10000 letters')],
  ])('%s', (_, text, line, right) => expect(read(text)).toEqual({ kind: 'refused', line, right }));
});
