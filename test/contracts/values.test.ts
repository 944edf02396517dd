/** Values that cross a wall: days within the program's two centuries, names without signs that nobody sees; nothing but a message comes of the others. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billingEventSchema } from '../../shared/contracts/billing-events.ts';
import { dayInProgram, localDaySchema, nameSchema, weekEndingSchema } from '../../shared/contracts/values.ts';

const day = dayInProgram('America/Los_Angeles');
const BOUNDS = /from 1970-01-01 to 2199-12-31/;

describe('a day', () => {
  it.each(['1970-01-01', '2026-02-28', '2024-02-29', '2199-12-31'])('%s is taken as it stands', (text) => {
    expect(day.parse(text)).toBe(text);
    expect(localDaySchema.parse(text)).toBe(text);
  });

  it.each(['1969-12-31', '0001-01-01', '0000-01-01', '2200-01-01', '9999-12-31'])('%s is out of bounds', (text) => {
    expect(day.safeParse(text).error?.issues).toMatchObject([{ message: expect.stringMatching(BOUNDS) }]);
    expect(localDaySchema.safeParse(text).error?.issues).toMatchObject([{ message: expect.stringMatching(BOUNDS) }]);
  });

  it.each(['2026-02-29', '2026-13-01', '26-01-01', '', '2026-01-01T', 'today'])('%j is none', (text) => {
    expect(day.safeParse(text).error?.issues).toMatchObject([{ message: expect.stringMatching(/a day that exists/) }]);
    expect(localDaySchema.safeParse(text).success).toBe(false);
  });
});

describe('an instant', () => {
  it.each([
    ['2026-01-31T17:00:00Z', '2026-01-31'],
    ['2026-02-01T07:59:59.999Z', '2026-01-31'],
    ['2026-02-01T08:00:00Z', '2026-02-01'],
    ['1970-01-01T08:00:00Z', '1970-01-01'],
    ['2200-01-01T07:59:59Z', '2199-12-31'],
  ])('%s falls on %s', (text, expected) => expect(day.parse(text)).toBe(expected));

  it.each([
    '1970-01-01T07:59:59Z',
    '2200-01-01T08:00:00Z',
    '0000-01-01T00:00:00Z',
    '0000-01-01T00:00:00+14:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59-14:00',
  ])('%s is out of bounds', (text) => {
    expect(day.safeParse(text).error?.issues).toMatchObject([{ message: expect.stringMatching(BOUNDS) }]);
  });

  it.each(['2026-01-31T17:00:00', '2026-02-30T17:00:00Z', '2026-01-31T25:00:00Z', '2026-01-31T17:00:00+99:99'])(
    '%s is none',
    (text) => expect(day.safeParse(text).success).toBe(false),
  );
});

describe('a name', () => {
  const REFUSED = [{ message: expect.stringMatching(/no control characters/) }];
  it.each(['\u0000', '\u001b', '\u007f', '\u0085', '\n', '\u202a', '\u202e', '\u2066', '\u2069'])(
    'has no %j in it',
    (sign) => expect(nameSchema.safeParse(`Jo${sign}Miller`).error?.issues).toMatchObject(REFUSED),
  );

  it.each(['Jo O’Neil-Miller', 'José Ñandú', '李小龙', 'محمد علي', 'מרים לוי', 'Zoe\u0301'])('may be %s', (name) =>
    expect(nameSchema.parse(` ${name}\n`)).toBe(name),
  );

  it.each([
    [{ type: 'partner', partnerId: 'p1', name: 'Jo\u202eMiller', email: 'jo@partner.example' }, 'name'],
    [{ type: 'client-signed-up', clientId: 'c1', ownerName: 'Jo\u0007', ownerEmail: 'jo@shop.example' }, 'ownerName'],
  ])('of an event from billing is refused under its field: %j', (event, field) =>
    expect(billingEventSchema('America/Los_Angeles').safeParse({ id: 'e1', ...event }).error?.issues).toMatchObject([
      { path: [field], ...REFUSED[0] },
    ]),
  );
});

it('a week ends on a Saturday within the same bounds', () => {
  expect(weekEndingSchema.parse('2026-11-14')).toBe('2026-11-14');
  expect(weekEndingSchema.safeParse('2026-11-13').error?.issues).toMatchObject([
    { message: expect.stringMatching(/not a Saturday/) },
  ]);
  for (const saturday of ['0000-01-01', '9999-12-25', '1969-12-27', '2200-01-04']) {
    expect(weekEndingSchema.safeParse(saturday).error?.issues).toMatchObject([
      { message: expect.stringMatching(BOUNDS) },
    ]);
  }
});

it('no text at all makes anything but a day within the bounds or an issue', () => {
  const digits = (length: number) => fc.nat(10 ** length - 1).map((number) => String(number).padStart(length, '0'));
  const anyDate = fc.tuple(digits(4), digits(2), digits(2)).map((parts) => parts.join('-'));
  const plausible = fc
    .record({ year: digits(4), month: fc.integer({ min: 1, max: 12 }), of: fc.integer({ min: 1, max: 28 }) })
    .map(({ year, month, of }) => `${year}-${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`);
  const anyTime = fc
    .tuple(fc.nat(23), fc.nat(59))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  const anyOffset = fc.oneof(
    fc.constant('Z'),
    fc
      .tuple(fc.constantFrom('+', '-'), digits(2), digits(2))
      .map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
  );
  const anyInstant = fc.tuple(plausible, anyTime, anyOffset).map(([date, time, offset]) => `${date}T${time}${offset}`);
  fc.assert(
    fc.property(fc.oneof(anyDate, plausible, anyInstant, fc.string()), (text) => {
      for (const schema of [day, localDaySchema, weekEndingSchema]) {
        const { data } = schema.safeParse(text);
        if (data !== undefined) expect(data >= '1970-01-01' && data <= '2199-12-31').toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});
