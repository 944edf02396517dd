/** The fault table names faults, files and tests that are there; and the judgement of a run sees each kind of missing proof. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAULT_TABLE, missingProofs, notInText, readFaultTable, type SeenTest, type TestState } from './fault-table.ts';

const ROOT = join(import.meta.dirname, '../..');
const TABLE = readFaultTable(readFileSync(join(ROOT, FAULT_TABLE), 'utf8'));
const tests = TABLE.flatMap(({ fault, tests }) => tests.map((test) => ({ fault, ...test })));

describe('the table', () => {
  it('has a row for each fault, once', () => {
    expect(TABLE.length).toBeGreaterThan(40);
    expect(new Set(TABLE.map(({ fault }) => fault)).size).toBe(TABLE.length);
  });

  it.each(tests)('$fault: $file has "$name"', ({ file, name }) => {
    expect(existsSync(join(ROOT, file)), file).toBe(true);
    expect(notInText({ file, name }, readFileSync(join(ROOT, file), 'utf8'))).toEqual([]);
  });
});

describe('a test is looked for in its file’s text', () => {
  const text =
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as a test's source says it.
    "describe('a batch', () => {\n  it.each([])(\n    'is $state, the partner\\'s', f);\n  it(`is ${status}`, f);";
  it.each([
    ["a batch > is $state, the partner's", []],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as a test's source says it.
    ['a batch > is ${status}', []],
    ['a batch > is $status', ['is $status']],
    ['batch > is', ['batch', 'is']],
  ])('%s', (name, missing) => expect(notInText({ file: 'a.test.ts', name }, text)).toEqual(missing));
});

describe('a table that is broken is refused', () => {
  const head = '| fault | what holds | shown by |\n| --- | --- | --- |\n';
  it.each([
    ['no table', 'only words'],
    ['no rows', head],
    ['a row without tests', `${head}| poison | it holds |  |`],
    ['a row with a cell too many', `${head}| poison | it holds | \`a.test.ts\`: name | more |`],
    ['a test without a name', `${head}| poison | it holds | \`a.test.ts\`: |`],
    ['a test without a file', `${head}| poison | it holds | a.test.ts: name |`],
  ])('%s', (_, markdown) => expect(() => readFaultTable(markdown)).toThrow(FAULT_TABLE));
});

describe('a run', () => {
  const rows = [
    {
      fault: 'poison',
      invariant: 'it holds',
      tests: [
        { file: 'a.test.ts', name: 'a batch > is $state after %i tries (all of them)' },
        { file: 'b.test.ts', name: 'is paid' },
      ],
    },
  ];
  const seen = (file: string, name: string, state: TestState = 'passed'): SeenTest => ({ file, name, state });
  const first = (state: TestState = 'passed') =>
    seen('a.test.ts', 'a batch > is paid, twice after 5 tries (all of them)', state);
  const second = seen('b.test.ts', 'is paid');

  it('in which each named test ran and passed proves all', () => {
    expect(missingProofs(rows, [first(), first(), second, seen('c.test.ts', 'is paid', 'failed')])).toEqual([]);
  });

  it.each([
    { why: 'a named test that is gone', ran: [first()], says: 'b.test.ts > is paid was not there' },
    {
      why: 'one of the same name in another file',
      ran: [first(), seen('c.test.ts', 'is paid')],
      says: 'was not there',
    },
    { why: 'one that is called otherwise', ran: [first(), seen('b.test.ts', 'is paid twice')], says: 'was not there' },
    { why: 'one under another describe', ran: [first(), seen('b.test.ts', 'x > is paid')], says: 'was not there' },
    {
      why: 'one case of several that failed',
      ran: [first(), first('failed'), second],
      says: 'a.test.ts > a batch > is paid, twice after 5 tries (all of them) failed',
    },
    { why: 'one that was skipped', ran: [first('skipped'), second], says: 'was not run (skipped)' },
    { why: 'one that never ended', ran: [first('pending'), second], says: 'was not run (pending)' },
  ])('without it, the row is named: $why', ({ ran, says }) => {
    const problems = missingProofs(rows, ran);
    expect(problems).toEqual([expect.stringContaining(says)]);
    expect(problems[0]).toContain('"poison" is not shown');
  });
});
