/** What a reader of the report must be able to see. */
import { describe, expect, it } from 'vitest';
import type { GateFinding } from '../../bench/budget.ts';
import { report, type Stage } from '../../bench/cost-report.ts';
import { metered, used } from './sample-usage.ts';

const size = { partners: 10_000, entries: 100_000 };
const run = (writeUnits: number): Stage => ({
  name: 'run',
  title: 'First Friday',
  events: 0,
  seconds: 61.25,
  used: used({
    dynamoDb: [
      metered({ operation: 'TransactWriteItems', writeUnits, reportedUnits: writeUnits, documentedUnits: writeUnits }),
    ],
  }),
});
const intake: Stage = {
  name: 'intake: payments',
  title: 'payments',
  events: 1_000,
  seconds: 2,
  used: used({ dynamoDb: [metered({ writeUnits: 10_000 })] }),
};
const within: GateFinding = { stage: 'run', count: 'queries', used: 10, allowed: 11, exceeded: false };
const textOf = (stages: Stage[], findings: GateFinding[] = [within]): string =>
  report({ size, stages, findings, tolerance: 0.02 });

describe('the report', () => {
  it('says what it measured, by which command, on what', () => {
    expect(textOf([run(1)])).toContain('node bench/friday-cost.ts --partners 10000 --entries 100000 --fridays 1');
    expect(textOf([run(1)])).toMatch(/\d+ cores .*Node v\d+/);
  });
  it('says that the goal is met at exactly five cents, and missed above', () => {
    expect(textOf([run(80_000)])).toContain('goal $0.050000: met');
    expect(textOf([run(80_001)])).toContain('goal $0.050000: MISSED');
  });
  it('has no goal for programs of another size', () => {
    const text = report({
      size: { partners: 300, entries: 3_000 },
      stages: [run(1)],
      findings: [within],
      tolerance: 0.02,
    });
    expect(text).toMatch(/^ +total +\$0\.000001$/m);
    expect(text).not.toContain('goal');
  });
  it('keeps the intake apart from the run', () => {
    const text = textOf([intake, run(8_000)]);
    expect(text).toContain('First Friday: $0.005000 (61.3 s on this machine, tap included)');
    expect(text).toMatch(/payments +1,000 +10\.00 +0\.00 +\$0\.006250 +\$0\.006250 +2\.00/);
  });
  it('names functions without what CloudFormation adds', () =>
    expect(textOf([run(1)])).toMatch(/^PlanBuckets +TransactWriteItems/m));
  it('tells which counts are over budget', () => {
    expect(textOf([run(1)])).toContain('Gate: 1 counts within');
    const text = textOf(
      [run(1)],
      [within, { stage: 'run', count: 'getItems', used: 40, allowed: 33.7, exceeded: true }],
    );
    expect(text).toContain('Gate: 1 of 2 counts are over');
    expect(text).toMatch(/run +getItems +40 +33/);
  });
});
