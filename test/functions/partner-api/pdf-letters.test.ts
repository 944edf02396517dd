import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { legible, printable } from '../../../functions/partner-api/pdf-letters.ts';
import { anyText } from '../../domain/any-text.ts';

it.each([
  ['Zoë Müller', 'Zoë Müller'],
  ['€12 – „gut“ … Œuvre ™', '€12 – „gut“ … Œuvre ™'],
  ['Łódź Žluťoučký', 'Lódz Žlutoucký'],
  ['Zoe\u0308', 'Zoë'],
  ['q\u030c', 'q'],
  ['İstanbul ışık', 'Istanbul isik'],
  ['\u2212$12.00', '-$12.00'],
  ['WEISẞ 5\u2032 3\u2033', 'WEISß 5\' 3"'],
  ['№ 7 ﬁnest Ⅳ', 'No 7 finest IV'],
  ['株式会社', '????'],
  ['Ωmega 🎉 Inc', '?mega ? Inc'],
  ['two\r\nlines\tand\u0007a bell\u0085', 'two lines and a bell'],
  ['evil \u202egnp.exe\u202c\u200b', 'evil gnp.exe'],
  ['a\u00adb\u00a0c', 'ab c'],
  ['half \ud83c', 'half ?'],
  ['a \u200b b \u2017 c', 'a b c'],
  ['', ''],
])('%j is written %j', (text, written) => expect(printable(text)).toBe(written));

it('whatever comes is written in letters of the font, on one line, and no longer than it makes sense', () => {
  const decoder = new TextDecoder('windows-1252');
  const letters = new Set(
    Array.from({ length: 256 }, (_, code) => decoder.decode(Uint8Array.of(code))).filter(
      (letter) => !/[\p{Cc}\p{Cf}\u00a0]/u.test(letter),
    ),
  );
  fc.assert(
    fc.property(fc.oneof(anyText, loneSurrogates), (text) => {
      const written = printable(text.repeat(100));
      expect([...written].filter((letter) => !letters.has(letter))).toEqual([]);
      expect(written.length).toBeLessThanOrEqual(20_000);
      expect(printable(written)).toBe(written.slice(0, 600).trim());
    }),
    { numRuns: 1_000 },
  );
});
const loneSurrogates = fc
  .array(fc.integer({ min: 0xd7f0, max: 0xe010 }), { maxLength: 20 })
  .map((codes) => String.fromCharCode(...codes));

it.each([
  ['Acme', 'Acme'],
  ['株式 7', '?? 7'],
  ['株式会社', 'client-1'],
  ['🎉', 'client-1'],
  [' ', 'client-1'],
  [undefined, 'client-1'],
])('the client of name %j is called %j', (name, written) => expect(legible(name, 'client-1')).toBe(written));
