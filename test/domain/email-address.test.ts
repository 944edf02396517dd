/** E-mail addresses: form, sameness, and finding them in what people write. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparableEmail, domainOf, emailsIn, isEmailAddress } from '../../shared/domain/email-address.ts';
import { anyText } from './any-text.ts';

const local = fc.stringMatching(/^[a-zA-Z0-9_]{1,8}(\.[a-zA-Z0-9_]{1,8}){0,2}(\+[a-z0-9.]{1,6})?$/);
const host = fc.constantFrom(
  'gmail.com',
  'googlemail.com',
  'GMail.com',
  'outlook.com',
  'partner.example',
  'mail.partner.example',
);
const address = fc.tuple(local, host).map(([name, domain]) => `${name}@${domain}`);

describe('is an address', () => {
  it.each([
    'jane@firm.example',
    "o'brien+billing@firm.example",
    'first.last@mail.firm.example',
    'x@a.bc',
    '7@7.example',
    'a_b-c@xn--bcher-kva.example',
    'jane@firm.xn--p1ai',
    `${'l'.repeat(64)}@firm.example`,
    `j@${'d'.repeat(59)}.${'e'.repeat(57)}.example`,
  ])('%s', (text) => {
    expect(text.length).toBeLessThanOrEqual(127);
    expect(isEmailAddress(text)).toBe(true);
  });
});

describe('is no address', () => {
  it.each([
    ['', 'nothing'],
    ['jane', 'no domain'],
    ['jane@', 'no domain'],
    ['@firm.example', 'no mailbox'],
    ['jane@firm', 'no dot in the domain'],
    ['jane@@firm.example', 'two at-signs'],
    ['jane@firm.example@gmail.com', 'two at-signs'],
    ['jane firm@firm.example', 'a space'],
    ['jane@firm.example ', 'a space behind'],
    ['jane@firm.example\n', 'a line feed'],
    ['.jane@firm.example', 'a dot first'],
    ['jane.@firm.example', 'a dot last'],
    ['ja..ne@firm.example', 'two dots'],
    ['jane@.firm.example', 'a dot first in the domain'],
    ['jane@firm..example', 'two dots in the domain'],
    ['jane@-firm.example', 'a hyphen first'],
    ['jane@firm-.example', 'a hyphen last'],
    ['jane@firm.e', 'a top level of one letter'],
    ['jane@10.0.0.1', 'a number for a top level'],
    ['jane@fïrm.example', 'not ASCII'],
    ['jané@firm.example', 'not ASCII'],
    ['"jane doe"@firm.example', 'quoted'],
    ['Jane <jane@firm.example>', 'with a name'],
    [`${'l'.repeat(65)}@firm.example`, '65 characters before the at-sign'],
    [`j@${'d'.repeat(59)}.${'e'.repeat(58)}.example`, '128 characters, one more than PayPal takes'],
  ])('%j: %s', (text) => expect(isEmailAddress(text)).toBe(false));

  it('and a long hostile text costs no more than a short one', () => {
    // Looked at from every start anew, it would take minutes.
    expect(isEmailAddress(`${'a.'.repeat(500_000)}@`)).toBe(false);
    expect(emailsIn(`${'a.'.repeat(500_000)}@`)).toEqual([]);
  });
});

describe('the same mailbox', () => {
  it.each([
    ['jane@firm.example', 'JANE@Firm.Example', 'case'],
    ['jane@firm.example', ' jane@firm.example ', 'space around'],
    ['janedoe@gmail.com', 'jane.doe@gmail.com', 'a dot at Gmail'],
    ['janedoe@gmail.com', 'j.a.n.e.d.o.e@gmail.com', 'many dots at Gmail'],
    ['janedoe@gmail.com', 'janedoe+shop@gmail.com', 'a tag at Gmail'],
    ['janedoe@gmail.com', 'Jane.Doe+shop+2@GoogleMail.com', 'all of it, and Gmail’s other name'],
    ['p0000@gmail.com', 'p.0000+shop@gmail.com', 'as in the sample data'],
  ])('%s and %s: %s', (a, b) => expect(comparableEmail(a)).toBe(comparableEmail(b)));
});

describe('not the same mailbox', () => {
  it.each([
    ['jane.doe@firm.example', 'janedoe@firm.example', 'a dot elsewhere is another person'],
    ['jane+doe@firm.example', 'jane@firm.example', 'a plus elsewhere may be another person'],
    ['jane@gmail.com', 'jane@gmail.example', 'another domain'],
    ['jane.doe@mail.gmail.com', 'janedoe@mail.gmail.com', 'a subdomain is not Gmail'],
    ['+a@gmail.com', '+b@gmail.com', 'broken addresses have no mailbox in common'],
    ['jane@firm.example', 'jane@mail.firm.example', 'a subdomain'],
  ])('%s and %s: %s', (a, b) => expect(comparableEmail(a)).not.toBe(comparableEmail(b)));
});

describe('properties', () => {
  it('comparing twice is comparing once, for any text', () => {
    const anything = fc.oneof(
      address,
      anyText.map((text) => `${text}@gmail.com`),
      fc.string({ unit: fc.constantFrom(...'aÉİΣ.+@ \n'), maxLength: 8 }).map((text) => `${text}@googlemail.com`),
      anyText,
    );
    fc.assert(
      fc.property(anything, (text) => {
        const once = comparableEmail(text);
        expect(comparableEmail(once)).toBe(once);
        expect(comparableEmail(text.toLowerCase())).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it('a comparable address keeps its form', () => {
    fc.assert(
      fc.property(address.filter(isEmailAddress), (text) => {
        expect(isEmailAddress(comparableEmail(text))).toBe(true);
      }),
    );
  });

  it('an address is found in any sentence around it', () => {
    const around = fc.constantFrom('', ' ', '(', '<', '"', "'", ' – ', '\n', 'mailto:', 'email=', ', ', '¿');
    const behind = fc.constantFrom('', ' ', ').', '>', '"', "'", "'s list", '...', '\n', ', thanks!', '?', '/', '’s');
    fc.assert(
      fc.property(
        address.filter((text) => isEmailAddress(text) && !text.startsWith('_')),
        around,
        behind,
        (text, before, after) => {
          expect(emailsIn(`${before}${text}${after}`)).toEqual([text]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('in free text', () => {
  it.each([
    { why: 'none', text: 'A friend told me @ the fair', found: [] },
    { why: 'one at the end of a sentence', text: 'From jane@firm.example.', found: ['jane@firm.example'] },
    { why: 'two', text: 'jane@firm.example, bob@gmail.com', found: ['jane@firm.example', 'bob@gmail.com'] },
    {
      why: 'joined by a slash',
      text: 'jane@firm.example/bob@gmail.com',
      found: ['jane@firm.example', 'bob@gmail.com'],
    },
    { why: 'one mailbox twice', text: 'b.ob@gmail.com (BOB+x@googlemail.com)', found: ['b.ob@gmail.com'] },
    { why: 'not the end of a longer one', text: 'mary-jane@firm.example', found: ['mary-jane@firm.example'] },
    { why: 'not the end of one with foreign letters', text: 'renéjane@firm.example', found: [] },
    { why: 'not the beginning of a longer domain', text: 'jane@firm.exampleé', found: [] },
    { why: 'not what an invisible sign cuts off', text: 'mary\u200Bjane@firm.example', found: [] },
    { why: 'two at-signs name nobody', text: 'jane@firm.example@gmail.com', found: [] },
    { why: 'a genitive s inside is the mailbox’s own', text: "o'shea@firm.example", found: ["o'shea@firm.example"] },
    { why: 'signs before it are none of it', text: '--jane@firm.example', found: ['jane@firm.example'] },
    { why: 'an underscore is the mailbox’s own', text: '_jane@firm.example', found: ['_jane@firm.example'] },
  ])('$why: $text', ({ text, found }) => expect(emailsIn(text)).toEqual(found));

  it('an address that the 1,000th character cuts is not read as a shorter one', () => {
    const filler = 'x'.repeat(981);
    expect(emailsIn(`${filler} jane@firm.example`)).toEqual(['jane@firm.example']);
    expect(`${filler} jane@firm.example`).toHaveLength(999);
    expect(emailsIn(`${filler} jane@firm.example.org`)).toEqual([]);
    // Its last letter is the 1,000th: whole, because a space follows.
    expect(emailsIn(`x${filler} jane@firm.example and more`)).toEqual(['jane@firm.example']);
  });
});

it.each([
  ['jane@Firm.Example', 'firm.example'],
  ['"a@b"@firm.example', 'firm.example'],
  ['jane@firm.example ', 'firm.example'],
  ['@firm.example', 'firm.example'],
  ['jane', ''],
  ['jane@', ''],
])('the domain of %s is %j', (text, domain) => expect(domainOf(text)).toBe(domain));
