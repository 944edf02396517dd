/** Filing, whatever happens: for every open week, filed up to it is earned up to it as known now; closed weeks never change. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type LocalDay, localDay } from '../../shared/domain/calendar/local-day.ts';
import { type WeekEnding, weekEnding, weekEndingOf } from '../../shared/domain/calendar/week.ts';
import { COMMISSION_LINE, countedCents, type EarningsLine, type Standing } from '../../shared/domain/earnings.ts';
import { type Posting, type Refiling, refile } from '../../shared/domain/filing.ts';
import { type PartnerId, partnerId } from '../../shared/domain/ids.ts';
import { cents } from '../../shared/domain/money/cents.ts';

const W1 = weekEnding('2026-06-06');

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
