/** The reporter in a run of its own, on a project of two files: it fails a whole run without a proof, and is silent otherwise. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'fault-reporter-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const test = (name: string): string =>
  `import { it } from 'vitest';\nit.each(['one', 'two'])('${name} %s', () => {});\n`;
const FILES = {
  'package.json': '{ "type": "module" }',
  'vitest.config.ts': `export default { test: {
    reporters: ['dot', ${JSON.stringify(join(ROOT, 'test/faults/fault-reporter.ts'))}],
    projects: ['a', 'b'].map((name) => ({ test: { name, include: [\`test/\${name}.test.ts\`] } })),
  } };\n`,
  'docs/faults.md':
    '| fault | what holds | shown by |\n| --- | --- | --- |\n| poison | it holds | `test/a.test.ts`: kept %s<br>`test/b.test.ts`: gone %s |\n',
  'test/a.test.ts': test('kept'),
  'test/b.test.ts': test('gone'),
};

function project(name: string, changed: Partial<typeof FILES> = {}): string {
  const directory = join(folder, name);
  for (const [path, text] of Object.entries({ ...FILES, ...changed })) {
    mkdirSync(join(directory, path, '..'), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  return directory;
}

async function vitest(directory: string, ...args: readonly string[]): Promise<{ code: number; said: string }> {
  const [command, cwd] = [join(ROOT, 'node_modules/vitest/vitest.mjs'), directory];
  // Without what this test's own run has told its workers.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
  const child = spawn(process.execPath, [command, 'run', ...args], { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

const SILENT = { code: 0, said: '' };
const PROBLEM = '"poison" is not shown: test/b.test.ts > gone %s was not there';

it('a whole run with each proof is none of its business', { timeout: 120_000 }, async () => {
  expect(await vitest(project('whole'))).toEqual(SILENT);
});

it('a whole run fails without one, and names row and test; a filtered one is not judged', {
  timeout: 240_000,
}, async () => {
  const directory = project('without', { 'test/b.test.ts': test('renamed') });
  const { code, said } = await vitest(directory);
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(PROBLEM) });
  expect(said).not.toContain('test/a.test.ts');
  for (const filter of [['b.test.ts'], ['-t', 'renamed'], ['--project', 'b']])
    expect(await vitest(directory, ...filter)).toEqual(SILENT);
});
