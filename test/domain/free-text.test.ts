/** A free text is read up to 1,000 characters, and no word of it by half. */
import { expect, it } from 'vitest';
import { boundedText } from '../../shared/domain/free-text.ts';

const word = (length: number): string => 'x'.repeat(length);

it.each([
  { why: 'an ordinary answer is kept as it is', text: '  a friend \n', kept: '  a friend \n' },
  { why: 'exactly 1,000 characters are kept', text: word(1_000), kept: word(1_000) },
  { why: '1,000 characters that end in a space are kept', text: `${word(999)} `, kept: `${word(999)} ` },
  { why: 'one word of 1,001 characters is none', text: word(1_001), kept: '' },
  { why: 'a word that ends at the limit is whole', text: `${word(1_000)} more`, kept: word(1_000) },
  { why: 'one that ends one past it is cut off', text: `${word(4)} ${word(996)} more`, kept: word(4) },
  { why: 'a half word leaves no space behind', text: `${word(990)}  ${word(20)}`, kept: word(990) },
  { why: 'the space before the text stays', text: ` ${word(900)} ${word(200)}`, kept: ` ${word(900)}` },
])('$why', ({ text, kept }) => expect(boundedText(text)).toBe(kept));
