/** Filing: for every open week, what is filed up to it is what is earned up to it as known now; closed weeks never change. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type LocalDay, localDay } from '../../shared/domain/calendar/local-day.ts';
import { type WeekEnding, weekEnding, weekEndingOf } from '../../shared/domain/calendar/week.ts';
import { COMMISSION_LINE, countedCents, type EarningsLine, type Standing } from '../../shared/domain/earnings.ts';
import { type Posting, type Refiling, refile } from '../../shared/domain/filing.ts';
import { type PartnerId, partnerId } from '../../shared/domain/ids.ts';
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

  it('that is gone leaves an open week as if it had never been', () => {
    expect(plain(told([[line()], W1], [[], W1]))).toEqual({ put: [], remove: [[W1, 100, 'counts']], filed: [] });
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

describe('over any history of facts and closing weeks', () => {
  const FIRST = localDay('2026-05-31');
  const WEEKS = 8;
  const weeks = Array.from({ length: WEEKS + 4 }, (_, place) => weekEndingOf(addDays(FIRST, 7 * place)));
  const PARTNERS = ['p1', 'p2'].map(partnerId);

  interface Draft {
    readonly lineId: string;
    readonly partner: PartnerId;
    readonly day: number;
    readonly statedCents: number;
    readonly standing: Standing;
  }
  interface Step {
    readonly lines: readonly Draft[];
    /** So many more weeks are closed for each partner. */
    readonly closing: readonly [number, number];
  }
  const anyLine: fc.Arbitrary<Draft> = fc.record({
    lineId: fc.constantFrom(COMMISSION_LINE, 'r1', 'r2'),
    partner: fc.constantFrom(...PARTNERS),
    day: fc.nat(WEEKS * 7),
    statedCents: fc.integer({ min: -50, max: 100 }),
    standing: fc.constantFrom<Standing>('counts', 'counts', 'void', 'held'),
  });
  const anyStep: fc.Arbitrary<Step> = fc.record({
    lines: fc.array(anyLine, { maxLength: 5 }),
    closing: fc.tuple(fc.nat(2), fc.nat(2)),
  });
  const history = fc.array(anyStep, { minLength: 1, maxLength: 6 });

  interface Moment extends Refiling {
    readonly before: readonly Posting[];
    readonly lines: readonly EarningsLine[];
    readonly firstOpen: (partner: PartnerId) => WeekEnding;
  }

  function moments(steps: readonly Step[]): Moment[] {
    const closed = new Map(PARTNERS.map((partner) => [partner, 0]));
    let filed: readonly Posting[] = [];
    return steps.map(({ lines: drafts, closing }) => {
      for (const [place, partner] of PARTNERS.entries())
        closed.set(partner, Math.min(WEEKS, (closed.get(partner) ?? 0) + (closing[place] ?? 0)));
      const opens = new Map([...closed].map(([partner, count]) => [partner, weeks[count] ?? W1]));
      const firstOpen = (partner: PartnerId): WeekEnding => opens.get(partner) ?? W1;
      const distinct = new Map(drafts.map((draft) => [`${draft.partner}#${draft.lineId}`, draft]));
      const lines = [...distinct.values()].map(
        ({ lineId, partner, day, statedCents, standing }): EarningsLine => ({
          lineId,
          partnerId: partner,
          kind: lineId === COMMISSION_LINE ? 'commission' : 'adjustment',
          earnedOn: addDays(FIRST, day),
          statedCents: cents(statedCents),
          standing,
          ...(standing === 'counts' ? {} : { reason: 'self-referral-review' }),
        }),
      );
      const before = filed;
      const after = refile(lines, before, firstOpen);
      filed = after.filed;
      return { ...after, before, lines, firstOpen };
    });
  }

  const everyMoment = (check: (moment: Moment) => void): void =>
    fc.assert(
      fc.property(history, (steps) => moments(steps).forEach(check)),
      { numRuns: 200 },
    );
  const keyOf = ({ partnerId: of, lineId, weekEnding: week }: Posting): string => `${week}#${of}#${lineId}`;
  const inOrder = (postings: readonly Posting[]): Posting[] =>
    [...postings].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, next) => total + next, 0);
  const ofLine = (lineId: string, partner: PartnerId) => (each: { lineId: string; partnerId: PartnerId }) =>
    each.lineId === lineId && each.partnerId === partner;

  it('filed up to an open week is what is earned up to it, line by line', () => {
    everyMoment(({ lines, filed, firstOpen }) => {
      for (const partner of PARTNERS) {
        for (const lineId of [COMMISSION_LINE, 'r1', 'r2']) {
          for (const week of weeks.filter((each) => each >= firstOpen(partner))) {
            const upTo = (day: LocalDay): boolean => day <= week;
            const earned = lines.filter(ofLine(lineId, partner)).filter(({ earnedOn }) => upTo(earnedOn));
            const posted = filed.filter(ofLine(lineId, partner)).filter((posting) => upTo(posting.weekEnding));
            expect(sum(posted.map((posting) => posting.cents))).toBe(sum(earned.map(countedCents)));
          }
        }
      }
    });
  });

  it('nothing is written in a closed week, and what it says stays', () => {
    everyMoment(({ put, remove, before, filed, firstOpen }) => {
      const closed = (posting: Posting): boolean => posting.weekEnding < firstOpen(posting.partnerId);
      expect([...put, ...remove].filter(closed)).toEqual([]);
      expect(inOrder(filed.filter(closed))).toEqual(inOrder(before.filter(closed)));
    });
  });

  it('what is put and removed makes of what was filed what is filed', () => {
    everyMoment(({ put, remove, before, filed }) => {
      const stored = new Map(before.map((posting) => [keyOf(posting), posting]));
      for (const posting of remove) expect(stored.delete(keyOf(posting))).toBe(true);
      for (const posting of put) stored.set(keyOf(posting), posting);
      expect(inOrder([...stored.values()])).toEqual(inOrder(filed));
      expect(new Set(filed.map(keyOf)).size).toBe(filed.length);
    });
  });

  it('a second filing of the same facts changes nothing', () => {
    everyMoment(({ lines, filed, firstOpen }) => {
      const again = refile(lines, filed, firstOpen);
      expect({ put: again.put, remove: again.remove }).toEqual({ put: [], remove: [] });
      expect(inOrder(again.filed)).toEqual(inOrder(filed));
    });
  });

  it('what would be paid if it counted is shown for every void or held line that is worth something', () => {
    everyMoment(({ lines, filed }) => {
      for (const { lineId, partnerId: of, standing, statedCents } of lines) {
        if (standing === 'counts' || statedCents === 0) continue;
        const shown = filed.filter(ofLine(lineId, of)).at(-1);
        expect(shown).toMatchObject({ standing });
      }
    });
  });
});
