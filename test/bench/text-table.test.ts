/** Tables that line up. */
import { describe, expect, it } from 'vitest';
import { amount, dollars, textTable } from '../../bench/text-table.ts';

describe('a text table', () => {
  it('is as wide as its widest cells, with numbers to the right', () => {
    expect(
      textTable(
        [{ title: 'what' }, { title: 'n', align: 'right' }],
        [
          ['queries', '7'],
          ['puts', '1,234'],
        ],
      ),
    ).toBe(['what         n', '-------  -----', 'queries      7', 'puts     1,234'].join('\n'));
  });

  it('leaves no blanks at the end of a line, and takes rows that are short', () => {
    expect(textTable([{ title: 'a' }, { title: 'b' }], [['long'], ['x', 'y']])).toBe('a     b\n----  -\nlong\nx     y');
  });
});

describe('numbers', () => {
  it.each([
    [0, '0'],
    [53_012, '53,012'],
    [8.46, '8.5'],
    [0.00000482, '0.00000482'],
  ])('%d is %s', (number, text) => expect(amount(number)).toBe(text));

  it('dollars keep their millionths', () => expect(dollars(0.0374)).toBe('$0.037400'));
});
