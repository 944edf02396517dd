/** Kept totals move by the difference of two filings: added up from the first one on they are what is filed. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, localDay } from '../../shared/domain/calendar/local-day.ts';
import { type WeekEnding, weekEnding } from '../../shared/domain/calendar/week.ts';
import { COMMISSION_LINE, type Standing } from '../../shared/domain/earnings.ts';
import type { Posting } from '../../shared/domain/filing.ts';
import { clientId, partnerId } from '../../shared/domain/ids.ts';
import { cents } from '../../shared/domain/money/cents.ts';
import { type TallyChange, tallyChange, tallyOf, weekTallyOf } from '../../shared/domain/tally.ts';

const WEEK = weekEnding('2026-06-06');
const [P1, P2] = [partnerId('p1'), partnerId('p2')];
const C1 = clientId('c1');

interface Draft {
  readonly earnedOn?: string;
  readonly week?: WeekEnding;
  readonly standing?: Standing;
  readonly partner?: typeof P1;
  readonly line?: string;
  /** Where it is not what the standing says. */
  readonly counts?: number;
}
const posting = (stated: number, draft: Draft = {}): Posting => {
  const { earnedOn = '2026-06-01', week = WEEK, standing = 'counts', partner = P1, line = COMMISSION_LINE } = draft;
  return {
    lineId: line,
    partnerId: partner,
    kind: 'commission',
    weekEnding: week,
    earnedOn: localDay(earnedOn),
    cents: cents(draft.counts ?? (standing === 'counts' ? stated : 0)),
    statedCents: cents(stated),
    standing,
  };
};
const change = (before: readonly Posting[], after: readonly Posting[]): TallyChange =>
  tallyChange([{ clientId: C1, before, after }]);
const week = [0, 0, 0, 0, 0, 0, 0];
const NONE = { cents: 0, entries: 0, voidCents: 0, heldCents: 0 };

describe('postings come to', () => {
  it('what counts, how many they are, and what is void and held beside it', () => {
    const postings = [
      posting(500),
      posting(-100),
      posting(70, { standing: 'void' }),
      posting(30, { standing: 'held' }),
    ];
    expect(tallyOf(postings)).toEqual({ cents: 400, entries: 4, voidCents: 70, heldCents: 30 });
  });

  it('what a void one still takes away, too: it takes back what was paid before', () =>
    expect(tallyOf([posting(70, { standing: 'void', counts: -70 })])).toMatchObject({ cents: -70, voidCents: 70 }));

  it.each([
    { why: 'a Sunday', earnedOn: '2026-05-31', weekday: 0, late: 0 },
    { why: 'a Monday', earnedOn: '2026-06-01', weekday: 1, late: 0 },
    { why: 'the Saturday that ends the week', earnedOn: '2026-06-06', weekday: 6, late: 0 },
    { why: 'the Saturday before the week, with its Sunday', earnedOn: '2026-05-30', weekday: 0, late: 1 },
    { why: 'a Wednesday long before the week, with its Sunday', earnedOn: '2025-12-03', weekday: 0, late: 1 },
  ])('so much on $why', ({ earnedOn, weekday, late }) => {
    const { centsByWeekday, lateEntries } = weekTallyOf([posting(500, { earnedOn })]);
    expect(centsByWeekday).toEqual(week.with(weekday, 500));
    expect(lateEntries).toBe(late);
  });

  it('nothing where there are none', () =>
    expect(weekTallyOf([])).toEqual({ ...NONE, centsByWeekday: week, lateEntries: 0 }));
});

describe('a new filing moves', () => {
  it('nothing when nothing changes', () => {
    const filed = [posting(500), posting(0, { line: 'r1' })];
    expect(change(filed, filed)).toEqual({ weeks: [], clients: [] });
  });

  it('week and client by what is new', () =>
    expect(change([], [posting(500)])).toEqual({
      weeks: [
        {
          ...{ partnerId: P1, weekEnding: WEEK },
          by: { ...NONE, cents: 500, entries: 1, centsByWeekday: week.with(1, 500), lateEntries: 0 },
        },
      ],
      clients: [{ partnerId: P1, clientId: C1, by: { cents: 500, entries: 1, voidCents: 0, heldCents: 0 } }],
    }));

  it('both by an entry of no cents', () =>
    expect(change([], [posting(0)])).toMatchObject({
      weeks: [{ by: { entries: 1 } }],
      clients: [{ by: { entries: 1 } }],
    }));

  it('two weeks, and not the client, when an entry goes from one to the other', () => {
    const next = weekEnding('2026-06-13');
    const { weeks, clients } = change([posting(500)], [posting(500, { week: next })]);
    expect(weeks).toMatchObject([
      { weekEnding: WEEK, by: { cents: -500, entries: -1 } },
      { weekEnding: next, by: { cents: 500, entries: 1, centsByWeekday: week.with(0, 500) } },
    ]);
    expect(clients).toEqual([]);
  });

  it('only weekdays when an entry is earned on another day of its week', () => {
    const { weeks, clients } = change([posting(500)], [posting(500, { earnedOn: '2026-06-03' })]);
    expect(weeks).toMatchObject([{ by: { cents: 0, entries: 0, centsByWeekday: [0, -500, 0, 500, 0, 0, 0] } }]);
    expect(clients).toEqual([]);
  });

  it('only how many are late when an entry is earned on the Sunday instead of before it', () =>
    expect(change([posting(500, { earnedOn: '2026-05-20' })], [posting(500, { earnedOn: '2026-05-31' })])).toEqual({
      weeks: [{ partnerId: P1, weekEnding: WEEK, by: { ...NONE, centsByWeekday: week, lateEntries: -1 } }],
      clients: [],
    }));

  it('an entry that is overwritten in place by what is other about it', () =>
    expect(change([posting(500, { standing: 'held' })], [posting(500)])).toMatchObject({
      weeks: [{ by: { cents: 500, entries: 0, heldCents: -500 } }],
      clients: [{ by: { cents: 500, entries: 0, heldCents: -500 } }],
    }));

  it('both partners when one takes the place of the other', () =>
    expect(change([posting(500)], [posting(400, { partner: P2 })])).toMatchObject({
      weeks: [
        { partnerId: P1, by: { cents: -500, entries: -1 } },
        { partnerId: P2, by: { cents: 400, entries: 1 } },
      ],
      clients: [
        { partnerId: P1, by: { cents: -500 } },
        { partnerId: P2, by: { cents: 400 } },
      ],
    }));

  it('a week once for several payments, and not at all where they make up for each other', () => {
    const two = (amount: number) => ({ clientId: C1, before: [], after: [posting(amount)] });
    expect(tallyChange([two(500), two(300)])).toMatchObject({ weeks: [{ by: { cents: 800, entries: 2 } }] });
    const gone = { clientId: C1, before: [posting(500)], after: [] };
    expect(tallyChange([two(500), gone])).toEqual({ weeks: [], clients: [] });
  });
});

describe('over any history of filings', () => {
  const anyPosting = fc
    .record({
      stated: fc.integer({ min: -50, max: 50 }),
      counts: fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined }),
      standing: fc.constantFrom<Standing>('counts', 'void', 'held'),
      partner: fc.constantFrom(P1, P2),
      line: fc.constantFrom(COMMISSION_LINE, 'r1'),
      weeksLater: fc.nat(2),
      daysBefore: fc.nat(20),
    })
    .map(({ stated, weeksLater, daysBefore, ...draft }) => {
      const in_ = addDays(WEEK, 7 * weeksLater) as WeekEnding;
      return posting(stated, { ...draft, week: in_, earnedOn: addDays(in_, -daysBefore) });
    });
  const anyFiled = fc.uniqueArray(anyPosting, {
    maxLength: 6,
    selector: ({ partnerId: of, lineId, weekEnding: at }) => `${of}#${lineId}#${at}`,
  });
  const PAYMENTS = ['c1', 'c1', 'c2'].map(clientId);
  const anyHistory = fc.array(fc.array(anyFiled, { minLength: PAYMENTS.length, maxLength: PAYMENTS.length }), {
    minLength: 1,
    maxLength: 5,
  });

  it('the moves added up are what is filed at last, and none of them is nothing', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const kept = new Map<string, number[]>();
        let filed: readonly (readonly Posting[])[] = PAYMENTS.map(() => []);
        for (const next of history) {
          const { weeks, clients } = tallyChange(
            PAYMENTS.map((id, place) => ({ clientId: id, before: filed[place] ?? [], after: next[place] ?? [] })),
          );
          const moves = [
            ...weeks.map(({ partnerId: of, weekEnding: at, by }) => [`${of} ${at}`, numbersOf(by)] as const),
            ...clients.map(({ partnerId: of, clientId: at, by }) => [`${of} ${at}`, numbersOf(by)] as const),
          ];
          for (const [place, by] of moves) {
            expect(by.some((amount) => amount !== 0)).toBe(true);
            kept.set(
              place,
              by.map((amount, n) => amount + (kept.get(place)?.[n] ?? 0)),
            );
          }
          expect(new Set(moves.map(([place]) => place)).size).toBe(moves.length);
          filed = next;
        }
        const said = filed.map(silenced);
        const all = said.flat();
        for (const of of [P1, P2]) {
          const own = all.filter((each) => each.partnerId === of);
          for (const at of new Set(own.map((each) => each.weekEnding)))
            expect(kept.get(`${of} ${at}`)).toEqual(
              numbersOf(weekTallyOf(own.filter((each) => each.weekEnding === at))),
            );
          for (const at of new Set(PAYMENTS)) {
            const ofClient = said.flatMap((each, place) => (PAYMENTS[place] === at ? each : []));
            expect(kept.get(`${of} ${at}`) ?? [0, 0, 0, 0]).toEqual(
              numbersOf(tallyOf(ofClient.filter((each) => each.partnerId === of))),
            );
          }
        }
        const there = new Set(all.flatMap((each) => [`${each.partnerId} ${each.weekEnding}`]));
        for (const [place, amounts] of kept)
          if (/\d{4}-/.test(place) && !there.has(place)) expect(amounts.every((amount) => amount === 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  /** Whatever has a later posting of its line beside it states nothing. */
  const silenced = (postings: readonly Posting[]): Posting[] =>
    postings.map((posting) => {
      const isReplaced = postings.some(
        ({ partnerId: of, lineId, weekEnding: at }) =>
          of === posting.partnerId && lineId === posting.lineId && at > posting.weekEnding,
      );
      return isReplaced ? { ...posting, statedCents: cents(0) } : posting;
    });

  const numbersOf = (tally: Partial<ReturnType<typeof weekTallyOf>>): number[] => [
    ...[tally.cents, tally.entries, tally.voidCents, tally.heldCents].map(Number),
    ...(tally.centsByWeekday ?? []),
    ...(tally.lateEntries === undefined ? [] : [tally.lateEntries]),
  ];
});
