/** The API benchmark's verdict: counts decide, times are told. */
import { describe, expect, it } from 'vitest';
import { gateProblems, percentile, report } from '../../bench/api-report.ts';
import type { MeasuredRoute } from '../../bench/api-routes.ts';
import type { MeasuredCell } from '../../bench/measured-api.ts';
import { clientId, partnerId } from '../../shared/domain/ids.ts';

const route = (change: Partial<MeasuredRoute> = {}): MeasuredRoute => ({
  ...{ title: 'GET /me/why', path: () => '/me/why', kind: 'summary', most: { requests: 6, readUnits: 10 } },
  ...change,
});
const cell = (of: MeasuredRoute, entries: number, requests = 5, readUnits = 8, ms = 7): MeasuredCell => ({
  ...{ route: of, counts: { requests, readUnits }, times: [{ handlerMs: ms, httpMs: ms + 2 }] },
  partner: { partner: partnerId('p1'), entries, oldClient: clientId('c1'), payouts: [] },
});

describe('the gate', () => {
  const summary = route();
  const page = route({ kind: 'page' });
  it.each([
    { why: 'the same at both sizes', cells: [cell(summary, 100), cell(summary, 10_000)], problems: [] },
    { why: 'a slow one', cells: [cell(summary, 100), cell(summary, 10_000, 5, 8, 900)], problems: [] },
    { why: 'pages that lie differently', cells: [cell(page, 100, 6), cell(page, 10_000, 4)], problems: [] },
    {
      why: 'a summary that asks more of a long history',
      cells: [cell(summary, 100), cell(summary, 10_000, 6)],
      problems: ['GET /me/why asks more of one size than of another: 5, 6 requests'],
    },
    {
      why: 'more requests than allowed',
      cells: [cell(page, 100, 7)],
      problems: ['GET /me/why at 100 entries: 7 requests, 8 read units; allowed are 6 and 10'],
    },
    {
      why: 'more read units than allowed',
      cells: [cell(page, 10_000, 5, 10.5)],
      problems: ['GET /me/why at 10,000 entries: 5 requests, 10.5 read units; allowed are 6 and 10'],
    },
  ])('$why', ({ cells, problems }) => expect(gateProblems(cells)).toEqual(problems));
});

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, place) => 100 - place);
  it.each([
    { share: 0.5, of: hundred, is: 50 },
    { share: 0.99, of: hundred, is: 99 },
    { share: 0.99, of: [3, 1, 2], is: 3 },
    { share: 0.5, of: [7], is: 7 },
  ])('$share', ({ share, of, is }) => expect(percentile(of, share)).toBe(is));
});

describe('the report', () => {
  const cells = [cell(route(), 100), cell(route(), 10_000, 5, 8, 24.9)];
  it('has a line for each route and size', () =>
    expect(report(cells, 2, [])).toMatch(/GET \/me\/why +100 +7\.0 +7\.0 +9\.0 +5 +8\n.* +10,000 +24\.9/));
  it.each([
    { why: 'held', cells, line: /within 25 ms: held\. The slowest is GET \/me\/why, 24\.9 ms/ },
    { why: 'missed', cells: [cell(route(), 10_000, 5, 8, 25.1)], line: /MISSED by GET \/me\/why\./ },
    { why: 'not looked at', cells: [cell(route(), 100)], line: /No partner has 10,000 entries/ },
  ])('says whether the goal is $why', (sample) => expect(report(sample.cells, 2, [])).toMatch(sample.line));
  it('lists what the gate says', () =>
    expect(report(cells, 2, ['something is over'])).toMatch(/Gate: 1 problems\n {2}something is over/));
});
