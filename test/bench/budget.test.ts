/** The gate: counts against allowances that grow with the program. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allowed, type Budget, budgetSchema, gateCounts, judge } from '../../bench/budget.ts';
import { metered, used } from './sample-usage.ts';

const size = { partners: 2_000, entries: 20_000, events: 0 };
const none = { fixed: 0, perThousandPartners: 0, perThousandEntries: 0, perThousandEvents: 0 };

describe('an allowance', () => {
  it.each([
    { why: 'fixed', allowance: { ...none, fixed: 17 }, at: 17 },
    { why: 'by partners', allowance: { ...none, fixed: 10, perThousandPartners: 5_000 }, at: 10_010 },
    { why: 'by entries', allowance: { ...none, perThousandEntries: 80 }, at: 1_600 },
    { why: 'by events', allowance: { ...none, perThousandEvents: 80 }, at: 0 },
  ])('$why', ({ allowance, at }) => expect(allowed(allowance, size, 0)).toBe(at));

  it('is let through by the tolerance above it', () => expect(allowed({ ...none, fixed: 100 }, size, 0.02)).toBe(102));
});

describe('the gate', () => {
  const budget: Budget = { why: 'a test', tolerance: 0.1, stages: { run: { queries: { ...none, fixed: 10 } } } };
  const queries = (requests: number) => used({ dynamoDb: [metered({ operation: 'Query', requests })] });
  const exceeded = (requests: number) =>
    judge(budget, 'run', queries(requests), size)
      .filter((finding) => finding.exceeded)
      .map(({ count }) => count);

  it('lets a count through up to its allowance and tolerance', () => expect(exceeded(11)).toEqual([]));
  it('stops one more', () => expect(exceeded(12)).toEqual(['queries']));
  it('stops what is over by less than one', () => {
    const halves = { ...budget, stages: { run: { queries: { ...none, fixed: 15 } } } };
    expect(judge(halves, 'run', queries(16), size)[4]).toMatchObject({ count: 'queries', exceeded: false });
    expect(judge(halves, 'run', queries(17), size)[4]).toMatchObject({ allowed: 16.5, exceeded: true });
  });
  it('stops what the budget does not name', () => {
    const findings = judge(budget, 'run', used({ stateTransitions: 1 }), size);
    expect(findings.find(({ count }) => count === 'stateTransitions')?.exceeded).toBe(true);
  });
  it('wants every stage budgeted', () =>
    expect(() => judge(budget, 'walk', queries(1), size)).toThrow(/no stage 'walk'/));
  it('knows every count that a budget names', () => {
    const misspelt = { ...budget, stages: { run: { querys: none } } };
    expect(() => judge(misspelt, 'run', queries(1), size)).toThrow(/unknown counts: querys/);
  });
});

describe('the counts of the gate', () => {
  it.each([
    ['GetItem', 'getItems'],
    ['BatchGetItem', 'batchGets'],
    ['Query', 'queries'],
    ['PutItem', 'singleWrites'],
    ['UpdateItem', 'singleWrites'],
    ['DeleteItem', 'singleWrites'],
    ['BatchWriteItem', 'batchWrites'],
    ['TransactWriteItems', 'transactions'],
  ])('%s is one of the %s', (operation, count) => {
    const counts = gateCounts(used({ dynamoDb: [metered({ operation, requests: 7 })] }));
    expect(Object.entries(counts).filter(([, number]) => number > 0)).toEqual([[count, 7]]);
  });
});

describe('the checked-in budget', () => {
  const budget = budgetSchema.parse(
    JSON.parse(readFileSync(new URL('../../bench/budget.json', import.meta.url), 'utf8')),
  );

  it('names only counts that there are', () => {
    const known = Object.keys(gateCounts(used()));
    for (const stage of Object.values(budget.stages)) expect(known).toEqual(expect.arrayContaining(Object.keys(stage)));
  });

  it('keeps the goal of $0.05 for ten thousand partners with write and read units alone', () => {
    const goal = { partners: 10_000, entries: 100_000, events: 0 };
    for (const name of ['run: first, all paid', 'run: all paid, half waited']) {
      const { writeUnits = none, readUnits = none } = budget.stages[name] ?? {};
      const usd =
        (allowed(writeUnits, goal, budget.tolerance) * 0.625 + allowed(readUnits, goal, budget.tolerance) * 0.125) /
        1e6;
      expect(usd, name).toBeLessThan(0.049);
      expect(usd, name).toBeGreaterThan(0.01);
    }
  });
});
