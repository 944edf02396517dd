/** The guard's caps: exactly at a cap is within, a cent more is not. */
import { describe, expect, it } from 'vitest';
import { type Cents, cents } from '../../shared/domain/money/cents.ts';
import type { RunCaps } from '../../shared/domain/program-settings.ts';
import { overCaps } from '../../shared/domain/run-caps.ts';

const caps: RunCaps = {
  maxRunCents: cents(1_000_00),
  maxPartnerCents: cents(400_00),
  jumpFactor: 2.5,
  jumpFloorCents: cents(100_00),
};
const over = (run: number, largest = 0, recent: number[] = [], change: Partial<RunCaps> = {}) =>
  overCaps(
    {
      runCents: cents(run),
      largestPartnerCents: cents(largest),
      recentRunCents: recent.map((one): Cents => cents(one)),
    },
    { ...caps, ...change },
  );

it('nothing for an empty first run', () => expect(over(0)).toEqual([]));

describe('a maximum', () => {
  it.each([
    { why: 'the run at its cap', run: 1_000_00, largest: 0, breaches: [] },
    {
      why: 'the run a cent over',
      run: 1_000_01,
      largest: 0,
      breaches: [{ cap: 'max-run', limitCents: 1_000_00, actualCents: 1_000_01 }],
    },
    { why: 'a partner at its cap', run: 400_00, largest: 400_00, breaches: [] },
    {
      why: 'a partner a cent over',
      run: 400_01,
      largest: 400_01,
      breaches: [{ cap: 'max-partner', limitCents: 400_00, actualCents: 400_01 }],
    },
  ])('$why', ({ run, largest, breaches }) => expect(over(run, largest)).toEqual(breaches));
});

describe('a jump', () => {
  it.each([
    { why: 'the first run has nothing to jump from', run: 900_00, recent: [], limit: undefined },
    { why: '2.5 times the largest of the recent ones', run: 500_00, recent: [50_00, 200_00, 10_00], limit: undefined },
    { why: 'a cent more', run: 500_01, recent: [50_00, 200_00, 10_00], limit: 500_00 },
    { why: 'part of a cent is rounded down', run: 2_50_03, recent: [1_00_01], limit: 2_50_02 },
    { why: 'at the floor none is looked at', run: 100_00, recent: [1_00], limit: undefined },
    { why: 'a cent above the floor', run: 100_01, recent: [1_00], limit: 100_00 },
    { why: 'after runs that paid nothing', run: 100_01, recent: [0, 0], limit: 100_00 },
    { why: 'the floor after runs that paid nothing', run: 100_00, recent: [0, 0], limit: undefined },
  ])('$why', ({ run, recent, limit }) => {
    expect(over(run, 0, recent)).toEqual(
      limit === undefined ? [] : [{ cap: 'jump', limitCents: limit, actualCents: run }],
    );
  });
});

it('every cap that is broken is told', () => {
  expect(over(2_000_00, 1_500_00, [100_00]).map(({ cap }) => cap)).toEqual(['max-run', 'max-partner', 'jump']);
});
