/** Dated rates: the payment's day decides, and the past never changes. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, localDay } from '../../shared/domain/calendar/local-day.ts';
import { rateOn, withRateFrom } from '../../shared/domain/dated-rate.ts';
import { BEGINNING, type DatedRate } from '../../shared/domain/partner.ts';
import { anyDay } from './days.ts';

const PROGRAM_RATE = 2_500;
const rates: DatedRate[] = [
  { from: localDay('2026-03-01'), basisPoints: 3_000 },
  { from: localDay('2026-06-01'), basisPoints: 0 },
];

describe('the rate on a day', () => {
  it.each([
    { why: 'the program’s before the first own rate', day: '2026-02-28', rate: PROGRAM_RATE },
    { why: 'its own from that day on', day: '2026-03-01', rate: 3_000 },
    { why: 'until the day before the next', day: '2026-05-31', rate: 3_000 },
    { why: 'an own rate of 0 is a rate', day: '2026-06-01', rate: 0 },
    { why: 'and stays', day: '2099-12-31', rate: 0 },
  ])('$why', ({ day, rate }) => {
    expect(rateOn(rates, localDay(day), PROGRAM_RATE)).toBe(rate);
    expect(rateOn([...rates].reverse(), localDay(day), PROGRAM_RATE)).toBe(rate);
  });

  it('is the last one given for a day', () => {
    const twice = [1_000, 2_000].map((basisPoints) => ({ from: localDay('2026-03-01'), basisPoints }));
    expect(rateOn(twice, localDay('2026-03-01'), PROGRAM_RATE)).toBe(2_000);
  });
  it('is the program’s for a partner without one', () =>
    expect(rateOn([], localDay('2026-03-01'), PROGRAM_RATE)).toBe(2_500));
  it('is an imported one for ever back', () => {
    expect(rateOn([{ from: BEGINNING, basisPoints: 2_000 }], localDay('1997-01-01'), PROGRAM_RATE)).toBe(2_000);
  });
});

describe('a change of rate', () => {
  const today = localDay('2026-03-15');
  const changeOn = (from: string, basisPoints = 1_000) =>
    withRateFrom(rates, { from: localDay(from), basisPoints }, today);

  it('is refused for yesterday', () => {
    expect(changeOn('2026-03-14')).toEqual({
      kind: 'refused',
      problem: 'a rate changes today (2026-03-15) or later, never earlier: 2026-03-14 is over',
    });
  });
  it.each([-1, 10_001, 12.5])('is refused at %d basis points', (basisPoints) => {
    expect(changeOn('2026-03-15', basisPoints)).toEqual({
      kind: 'refused',
      problem: `a rate is 0 to 10000 basis points, not ${basisPoints}`,
    });
  });
  it('is taken for today, and leaves a change planned for later', () => {
    expect(changeOn('2026-03-15')).toEqual({
      kind: 'changed',
      rates: [rates[0], { from: '2026-03-15', basisPoints: 1_000 }, rates[1]],
    });
  });
  it('replaces one planned for the same day', () => {
    expect(changeOn('2026-06-01')).toEqual({
      kind: 'changed',
      rates: [rates[0], { from: '2026-06-01', basisPoints: 1_000 }],
    });
  });
  it('does not write into the list it was given', () => {
    const before = structuredClone(rates);
    changeOn('2026-03-20');
    expect(rates).toEqual(before);
  });

  it('never moves a rate before its day, holds from it on until the next, and keeps the order', () => {
    const someRates = fc.uniqueArray(fc.record({ from: anyDay, basisPoints: fc.integer({ min: 0, max: 10_000 }) }), {
      selector: (rate) => rate.from,
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        someRates,
        anyDay,
        fc.nat(400),
        fc.integer({ min: 0, max: 10_000 }),
        anyDay,
        (list, now, days, basisPoints, day) => {
          const sorted = [...list].sort((a, b) => (a.from < b.from ? -1 : 1));
          const from = addDays(now, days);
          const change = withRateFrom(sorted, { from, basisPoints }, now);
          if (change.kind === 'refused') throw new Error(change.problem);
          const changed = (on: typeof day) => rateOn(change.rates, on, PROGRAM_RATE);
          if (day < from) expect(changed(day)).toBe(rateOn(sorted, day, PROGRAM_RATE));
          expect(changed(from)).toBe(basisPoints);
          expect(change.rates.map((rate) => rate.from)).toEqual(
            [...new Set(change.rates.map((rate) => rate.from))].sort(),
          );
        },
      ),
    );
  });
});
