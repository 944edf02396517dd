/** Reads the fault table of docs/faults.md, and holds its rows against what a test run did. */

export interface NamedTest {
  /** From the project's root. */
  readonly file: string;
  /** As the source says it: describes and test joined by ` > `, placeholders of `it.each` unfilled. */
  readonly name: string;
}

export interface FaultRow {
  readonly fault: string;
  readonly invariant: string;
  readonly tests: readonly NamedTest[];
}

export type TestState = 'passed' | 'failed' | 'skipped' | 'pending';

export interface SeenTest extends NamedTest {
  readonly state: TestState;
}

export const FAULT_TABLE = 'docs/faults.md';

/** @throws Error naming the line that is no row of the table. */
export function readFaultTable(markdown: string): FaultRow[] {
  const lines = markdown.split('\n').filter((line) => line.startsWith('|'));
  const [, , ...rows] = lines;
  if (rows.length === 0) throw new Error(`${FAULT_TABLE} has no table`);
  return rows.map((line) => {
    const [, fault = '', invariant = '', tests = '', end, ...more] = line.split('|').map((cell) => cell.trim());
    if (!fault || !invariant || !tests || end === undefined || more.length > 0)
      throw new Error(`${FAULT_TABLE}: not a row of fault, what holds, tests: ${line}`);
    return { fault, invariant, tests: tests.split('<br>').map(readTest) };
  });
}

function readTest(text: string): NamedTest {
  const [, file, name] = /^`([^`]+\.test\.ts)`: (\S.*)$/.exec(text.trim()) ?? [];
  if (file === undefined || name === undefined)
    throw new Error(`${FAULT_TABLE}: not a test as \`file.test.ts\`: describe > name: ${text}`);
  return { file, name };
}

/** A sentence for each named test that did not run or did not pass, naming its row. */
export function missingProofs(rows: readonly FaultRow[], seen: readonly SeenTest[]): string[] {
  const byFile = Map.groupBy(seen, ({ file }) => file);
  return rows.flatMap(({ fault, tests }) =>
    tests.flatMap(({ file, name }) => {
      const pattern = asRegExp(name);
      const found = (byFile.get(file) ?? []).filter((test) => pattern.test(test.name));
      const bad = found.find(({ state }) => state !== 'passed');
      if (found.length > 0 && !bad) return [];
      const what = bad ? (bad.state === 'failed' ? 'failed' : `was not run (${bad.state})`) : 'was not there';
      return [`"${fault}" is not shown: ${file} > ${bad?.name ?? name} ${what}`];
    }),
  );
}

/** What `it.each` and a template literal fill in: `$why`, `$args.0`, `%s`, `${status}`. */
const PLACEHOLDER = /\$\{[^}]*\}|\$[\w.]+|%[sdifjoc]/g;

function asRegExp(name: string): RegExp {
  const parts = name.split(PLACEHOLDER).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

/** Parts of the name that do not stand in the file's text, be they quoted this way or that. */
export function notInText({ name }: NamedTest, text: string): string[] {
  const plain = text.replaceAll("\\'", "'");
  return name.split(' > ').filter((part) => !["'", '"', '`'].some((quote) => plain.includes(quote + part + quote)));
}
