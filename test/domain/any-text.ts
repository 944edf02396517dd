/** Text for properties: any code points but lone surrogates, half of them plain letters and signs. */
import * as fc from 'fast-check';

/** fast-check's own binary strings take a second to set up: they list all of Unicode. */
const anyCharacter = fc.oneof(
  fc.constantFrom(..."aZ.+@ \n\u00A0\u200B'’-_ÉßİıΣς"),
  fc.integer({ min: 0, max: 0xd7ff }).map((code) => String.fromCodePoint(code)),
  fc.integer({ min: 0xe000, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
);

export const anyText: fc.Arbitrary<string> = fc.string({ unit: anyCharacter, maxLength: 20 });
