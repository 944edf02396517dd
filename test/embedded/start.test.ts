import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { HOLD_REASONS } from '../../shared/domain/hold-reason.ts';
import { runCommand } from '../support/run-command.ts';

const SMALL = fileURLToPath(new URL('../data/small-program/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (...more: readonly string[]) => runCommand('local/start.ts', '--once', ...more).ended;

it('runs the demo program, shows every reason, and shows the same again from its kept state', async () => {
  const state = join(folder, 'not-there-yet', 'state');
  const first = await start('--state', state);
  expect({ code: first.code, stderr: first.code === 0 ? '' : first.stderr }).toEqual({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/the run is closed/);
  expect(HOLD_REASONS.filter((reason) => !first.stdout.includes(reason))).toEqual([]);
  const again = await start('--state', state);
  expect(again.stdout).toBe(first.stdout);
});

it('takes a directory of files instead', async () => {
  const { code, stdout } = await start('--data', SMALL);
  expect(code).toBe(0);
  expect(stdout).toMatch(/larch-software/);
});

it('says what is wrong with its options', async () => {
  expect(await start('--port', 'eighty')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/--port eighty: must be a number/),
  });
});
