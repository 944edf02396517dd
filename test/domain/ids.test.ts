/** Ids: what they may look like, and that they sort within keys. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clientId,
  eventId,
  ID_PATTERN,
  MAX_PARTNER_ID_LENGTH,
  partnerId,
  paymentId,
  refundId,
} from '../../shared/domain/ids.ts';

describe.each([
  { what: 'partner id', make: partnerId, longest: MAX_PARTNER_ID_LENGTH },
  { what: 'client id', make: clientId, longest: 64 },
  { what: 'payment id', make: paymentId, longest: 64 },
  { what: 'refund id', make: refundId, longest: 64 },
  { what: 'event id', make: eventId, longest: 64 },
])('a $what', ({ what, make, longest }) => {
  it.each(['p', '7', 'p0001', 'pay.2026-11:7_a@b', 'x'.repeat(longest)])('may be %s', (text) =>
    expect(make(text)).toBe(text),
  );

  it.each(['', ' p1', 'p1 ', 'p1\n', 'p#1', 'p/1', '-p1', '_p1', '.p1', 'pé', 'p!', 'x'.repeat(longest + 1)])(
    'may not be %j',
    (text) => {
      expect(() => make(text)).toThrow(`${what} '${text}' is not an id: 1 to ${longest} of A-Z`);
    },
  );
});

it('a partner’s fits into PayPal’s 63 characters beside a week and a generation', () => {
  expect(`2026-11-14.999.${'x'.repeat(MAX_PARTNER_ID_LENGTH)}`.length).toBeLessThanOrEqual(63);
});

it('keys that join ids with # sort as the ids do', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:@-]{0,12}$/).filter((text) => ID_PATTERN.test(text));
  fc.assert(
    fc.property(id, id, id, id, (a, b, one, other) => {
      fc.pre(a !== b);
      expect(`${a}#${one}` < `${b}#${other}`).toBe(a < b);
    }),
  );
});
