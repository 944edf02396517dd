import { describe, expect, it } from 'vitest';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import { type WeekEnding, weekEnding } from '../../shared/domain/calendar/week.ts';
import { COMMISSION_LINE, type EarningsLine } from '../../shared/domain/earnings.ts';
import { type Posting, type Refiling, refile } from '../../shared/domain/filing.ts';
import { partnerId } from '../../shared/domain/ids.ts';
import { cents } from '../../shared/domain/money/cents.ts';

const P1 = partnerId('p1');
const W1 = weekEnding('2026-06-06');
const W2 = weekEnding('2026-06-13');
const W3 = weekEnding('2026-06-20');
const W5 = weekEnding('2026-07-04');

const line = (change: Partial<EarningsLine> = {}): EarningsLine => ({
  lineId: COMMISSION_LINE,
  partnerId: P1,
  kind: 'commission',
  earnedOn: W1,
  statedCents: cents(100),
  standing: 'counts',
  ...change,
});
const VOID: Partial<EarningsLine> = { standing: 'void', reason: 'cancelled-before-maturity' };
const HELD: Partial<EarningsLine> = { standing: 'held', reason: 'self-referral-review' };

const brief = (postings: readonly Posting[]): unknown[] =>
  postings.map((posting) => [posting.weekEnding, posting.cents, posting.standing]);
const plain = ({ put, remove, filed }: Refiling) => ({ put: brief(put), remove: brief(remove), filed: brief(filed) });

/** Files one version of the facts after the other; each with the first week that is open by then. */
function told(...versions: readonly (readonly [readonly EarningsLine[], WeekEnding])[]): Refiling {
  let last: Refiling = { put: [], remove: [], filed: [] };
  for (const [lines, firstOpen] of versions) last = refile(lines, last.filed, () => firstOpen);
  return last;
}

describe('a line', () => {
  it('is filed in the week in which it is earned', () => {
    expect(plain(told([[line({ earnedOn: W3 })], W1]))).toEqual({
      put: [[W3, 100, 'counts']],
      remove: [],
      filed: [[W3, 100, 'counts']],
    });
  });

  it('of a week that is closed is filed in the first that is open', () => {
    expect(plain(told([[line()], W2]))).toMatchObject({ put: [[W2, 100, 'counts']] });
  });

  it.each([
    {
      why: 'moves to another week',
      next: line({ earnedOn: W3 }),
      put: [[W3, 100, 'counts']],
      remove: [[W2, 100, 'counts']],
    },
    {
      why: 'changes its amount',
      next: line({ earnedOn: W2, statedCents: cents(70) }),
      put: [[W2, 70, 'counts']],
      remove: [],
    },
    { why: 'turns void', next: line({ earnedOn: W2, ...VOID }), put: [[W2, 0, 'void']], remove: [] },
    { why: 'stays as it is', next: line({ earnedOn: W2 }), put: [], remove: [] },
  ])('whose week is open: $why', ({ next, put, remove }) => {
    expect(plain(told([[line({ earnedOn: W2 })], W1], [[next], W1]))).toMatchObject({ put, remove });
  });

  it("that is another partner's leaves word of it in its own week, though no week has closed on it", () => {
    const { put, remove, filed } = told([[line({ earnedOn: W2 })], W1], [[], W1]);
    expect(plain({ put, remove, filed })).toEqual({ put: [[W2, 0, 'void']], remove: [], filed: [[W2, 0, 'void']] });
    expect(put).toMatchObject([{ kind: 'adjustment', earnedOn: W2, statedCents: 100, reason: 'referrer-corrected' }]);
  });

  it('that brought nothing and is gone leaves nothing behind', () => {
    const nothing = line({ statedCents: cents(0) });
    expect(told([[nothing], W1], [[], W1]).filed).toEqual([]);
  });
});

describe('a line of a closed week', () => {
  const closed: [EarningsLine[], WeekEnding] = [[line()], W1];

  it.each([
    { why: 'gets the difference', next: [line({ statedCents: cents(70) })], put: [[W2, -30, 'counts']] },
    { why: 'is taken back when it turns void', next: [line(VOID)], put: [[W2, -100, 'void']] },
    { why: 'is taken back when it is held', next: [line(HELD)], put: [[W2, -100, 'held']] },
    { why: 'is taken back when it is gone', next: [], put: [[W2, -100, 'void']] },
    { why: 'stays when nothing changed', next: [line()], put: [] },
    {
      why: 'stays when it turns out to be earned in another closed week',
      next: [line({ earnedOn: localDay('2026-05-01') })],
      put: [],
    },
    {
      why: 'that counted too early is taken back first and counts from its own week',
      next: [line({ earnedOn: W5 })],
      put: [
        [W2, -100, 'void'],
        [W5, 100, 'counts'],
      ],
    },
  ])('$why', ({ next, put }) => expect(plain(told(closed, [next, W2]))).toMatchObject({ put, remove: [] }));

  it('is counted once, when it was void and counts after all', () => {
    const history = told([[line(VOID)], W1], [[line()], W2]);
    expect(plain(history)).toEqual({
      put: [[W2, 100, 'counts']],
      remove: [],
      filed: [
        [W1, 0, 'void'],
        [W2, 100, 'counts'],
      ],
    });
  });

  it('is not told of again while it stays void', () => {
    expect(plain(told([[line(VOID)], W1], [[line(VOID)], W2]))).toMatchObject({ put: [], remove: [] });
  });

  it('tells when the reason is another one', () => {
    expect(plain(told([[line(HELD)], W1], [[line(VOID)], W2]))).toMatchObject({ put: [[W2, 0, 'void']] });
  });
});

describe('a void or held line', () => {
  it.each([VOID, HELD])('says what it would bring, and brings nothing: $standing', (standing) => {
    const { put } = told([[line(standing)], W1]);
    expect(put).toMatchObject([{ cents: 0, statedCents: 100, ...standing }]);
  });

  it('of nothing is not filed at all', () => {
    expect(plain(told([[line({ ...VOID, statedCents: cents(0) })], W1]))).toMatchObject({ put: [] });
  });
});

it('partners have first open weeks of their own', () => {
  const P2 = partnerId('p2');
  const { put } = refile([line(), line({ partnerId: P2 })], [], (partner) => (partner === P2 ? W3 : W1));
  expect(put.map(({ partnerId: of, weekEnding: week }) => [of, week])).toEqual([
    [P1, W1],
    [P2, W3],
  ]);
});
