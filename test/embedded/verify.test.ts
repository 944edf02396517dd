/** `npm run verify` on a program that a replay kept: right as it stands, and not once an item of PayPal's is another. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { runCommand } from '../support/run-command.ts';

const SMALL = fileURLToPath(new URL('../data/small-program/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const verify = (...args: readonly string[]) => runCommand('local/verify.ts', ...args).ended;

it('finds the books of a replay right, and names what was altered', { timeout: 400_000 }, async () => {
  const state = join(folder, 'state');
  const range = ['--from', '2025-10-24', '--to', '2025-11-14'];
  const replayed = runCommand(
    'local/replay.ts',
    '--data',
    SMALL,
    ...range,
    '--out',
    join(folder, 'out.csv'),
    '--state',
    state,
  );
  expect((await replayed.ended).code).toBe(0);
  const right = await verify('--state', state);
  expect({ code: right.code, stderr: right.stderr }).toEqual({ code: 0, stderr: '' });
  expect(right.stdout).toMatch(/^total .*\$0\.00$/m);
  expect(right.stdout).toContain('the books are right');

  const journal = join(state, 'paypal.jsonl');
  const before = readFileSync(journal, 'utf8');
  const [, cents = ''] = /"kind":"accepted".*?"cents":(\d+)/.exec(before) ?? [];
  writeFileSync(journal, before.replace(`"cents":${cents}`, `"cents":${Number(cents) + 1}`));
  const altered = await verify('--state', state);
  expect(altered.code).toBe(1);
  expect(altered.stdout).toMatch(/^paypal-item-altered {2}\S+ {2}payout-/m);
  expect(altered.stdout).toContain('the books are not right: 1 problems');
});

it.each([
  [[], /--state is missing/],
  [['--state', folder], /no program was ever kept there/],
])('refuses %j with status 2', async (args, says) => {
  const { code, stderr } = await verify(...args);
  expect({ code, says: says.test(stderr) ? 'so' : stderr }).toEqual({ code: 2, says: 'so' });
});
