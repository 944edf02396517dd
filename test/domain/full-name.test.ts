/** Full names: the same person's, and found as whole words only. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparableName, containsName, namesPossiblyIn } from '../../shared/domain/full-name.ts';
import { anyText } from './any-text.ts';

describe('the same name', () => {
  it.each([
    ['Robin Partner', 'robin  partner', 'case and spacing'],
    ['Robin Partner', '\tROBIN\u00A0PARTNER\n', 'every kind of space'],
    ['Robin Partner', 'Robin\u200B Partner', 'an invisible space'],
    ['Zoë Núñez', 'Zoe\u0308 Nu\u0301n\u0303ez', 'composed and decomposed letters'],
    ['Robin Partner', 'Ｒｏｂｉｎ Ｐａｒｔｎｅｒ', 'wide letters'],
    ['Strauß', 'STRAUSS', 'a letter whose capital is two'],
    ['Strauß', 'STRAUẞ', 'or one of its own'],
    ['İlker Işık', 'ilker IŞIK', 'a capital with a dot'],
    ['Işıl Aydın', 'IŞIL AYDIN', 'a letter whose capital another one shares'],
    ['Νίκος Ρήγας', 'ΝΊΚΟΣ ΡΉΓΑΣ', 'a letter with two small forms'],
    ['Dan O’Neil', "Dan O'Neil", 'a typographic apostrophe'],
    ['Anne‐Marie Roe', 'Anne-Marie Roe', 'a typographic hyphen'],
  ])('%s and %j: %s', (a, b) => expect(comparableName(a)).toBe(comparableName(b)));
});

describe('not the same name', () => {
  it.each([
    ['Robin Partner', 'RobinPartner'],
    ['Robin Partner', 'Partner Robin'],
    ['Robin Partner', 'Robin Partner 2'],
    ['J. Smith', 'J Smith'],
    ['Zoë Roe', 'Zoe Roe'],
  ])('%s and %s', (a, b) => expect(comparableName(a)).not.toBe(comparableName(b)));
});

describe('contained as whole words', () => {
  it.each([
    ['Robin Partner told me', 'Robin Partner'],
    ['I heard it from ROBIN   PARTNER.', 'Robin Partner'],
    ['Robin\nPartner', 'Robin Partner'],
    ['(Robin Partner)', 'Robin Partner'],
    ['Jane Doe/Robin Partner', 'Robin Partner'],
    ["Robin Partner's newsletter", 'Robin Partner'],
    ['Robin Partner’s newsletter', 'Robin Partner'],
    ['“Robin Partner”, podcast', 'Robin Partner'],
    ['from Acme Inc. and others', 'Acme Inc.'],
    ['from Acme Inc., thanks', 'Acme Inc.'],
    ['Acme (U.K.) of course', 'Acme (U.K.)'],
    ['by Smith & Sons', 'Smith & Sons'],
    ["'t Hooft Consulting", "'t Hooft Consulting"],
    ['met Dan O’Neil there', "Dan O'Neil"],
    ['J. R. R. van der Berg und Sohn GmbH', 'J. R. R. van der Berg und Sohn GmbH'],
    ['Acme', 'Acme'],
    ['Иван Петров рассказал', 'иван петров'],
  ])('%s: %s', (text, name) => expect(containsName(text, name)).toBe(true));
});

describe('not contained', () => {
  it.each([
    ['Robin Partners', 'Robin Partner', 'a longer last word'],
    ['Arobin Partner', 'Robin Partner', 'a longer first word'],
    ['Robin Partner-Smith', 'Robin Partner', 'half of a double name'],
    ['Mary-Robin Partner', 'Robin Partner', 'half of a double first name'],
    ["Dan O'Robin Partner", 'Robin Partner', 'part of a word with an apostrophe'],
    ['Robin X. Partner', 'Robin Partner', 'another name between'],
    ['Robin, Partner of ours', 'Robin Partner', 'a comma between'],
    ['jane@acme.example', 'Acme', 'a domain is no name'],
    ['see www.acme.example', 'Acme', 'with or without a mailbox'],
    ['find acme@theforum', 'Acme', 'nor is a handle'],
    ['robin@firm.example Partner', 'Robin Partner', 'nor is a mailbox'],
    ['partner robin', 'Robin Partner', 'the other order'],
    ['José Roe', 'Jos', 'letters beyond ASCII are letters'],
    ['', 'Robin Partner', 'nothing'],
    ['Robin Partner', '', 'no name'],
    ['a b c d e f g h i j k', 'a b c d e f g h i j k', 'eleven words are one too many'],
  ])('%s: %s (%s)', (text, name) => expect(containsName(text, name)).toBe(false));
});

describe('properties', () => {
  const word = fc.stringMatching(/^[A-Za-zéñßŽ]{1,7}$/);
  const name = fc.array(word, { minLength: 1, maxLength: 10 }).map((words) => words.join(' '));

  it('comparing twice is comparing once, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = comparableName(text);
        expect(comparableName(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it('a name is found in every text around it, in any case and spacing', () => {
    fc.assert(
      fc.property(
        fc.array(word),
        name,
        fc.array(word),
        fc.constantFrom(' ', '  ', '\n'),
        (before, middle, after, gap) => {
          const text = [...before, middle.toUpperCase(), ...after].join(gap);
          expect(containsName(text, middle)).toBe(true);
        },
      ),
    );
  });

  it('words without signs give exactly their sequences, each once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { selector: (one) => one.toLowerCase(), maxLength: 30 }), (words) => {
        const expected = words.flatMap((_, from) =>
          words.slice(from, from + 10).map((__, more) => comparableName(words.slice(from, from + more + 1).join(' '))),
        );
        expect(namesPossiblyIn(words.join(' ')).sort()).toEqual(expected.sort());
      }),
    );
  });
});

it('never cuts a character in two: half of one could be no key', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'Ann', ' ', '😀', '𝒳', '\ud83d', '\ude00', '𐄀', '.', "'s"), { maxLength: 12 }),
      (pieces) => {
        for (const name of namesPossiblyIn(pieces.join(''))) expect(name.isWellFormed()).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

describe('bounds', () => {
  it('reads 1,000 characters and no half word', () => {
    const filler = 'x '.repeat(493);
    expect(containsName(`${filler}Robin Partner`, 'Robin Partner')).toBe(true);
    expect(containsName(`${filler}Robin Partnerships`, 'Robin Partner')).toBe(false);
    expect(containsName(`${filler}and Robin Partner`, 'Robin Partner')).toBe(false);
  });
  it('stays small for the worst of texts', () => {
    const words = Array.from({ length: 140 }, (_, number) => `"${number.toString(36)}'s..`);
    expect(namesPossiblyIn(words.join(' ')).length).toBe(2_000);
    // One word of a thousand characters is nobody's name, and as a key it would be refused.
    expect(namesPossiblyIn('漢'.repeat(1_000)).filter((name) => name.length > 200)).toEqual([]);
    expect(namesPossiblyIn('ﷺ'.repeat(2_000)).length).toBe(0);
  });
});
