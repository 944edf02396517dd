import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/run-command.ts';

const SMALL = fileURLToPath(new URL('../data/small-program/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const replay = (out: string, ...more: readonly string[]) =>
  runCommand('local/replay.ts', '--data', SMALL, '--from', '2025-07-18', '--to', '2026-05-08', '--out', out, ...more);
const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trim().split('\n').slice(1);
const expected = linesOf(join(SMALL, 'expected.csv')).map((line) => `${line},paid`);

describe('the replay of the small program', () => {
  it('pays what the independent calculation says, also when it is killed twice on the way', async () => {
    const out = join(folder, 'killed.csv');
    const state = join(folder, 'state');
    // Killed without a chance to tidy up: once in the first months, once after payouts were made.
    for (const reached of [/replaying \d+\/\d+ 2025-0[89]/, /replaying \d+\/\d+ 202(5-1[12]|6-01)/]) {
      const interrupted = replay(out, '--state', state);
      await interrupted.says(reached);
      interrupted.process.kill('SIGKILL');
      expect((await interrupted.ended).signal).toBe('SIGKILL');
    }
    const { code, stderr } = await replay(out, '--state', state).ended;
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    expect(linesOf(out)).toEqual(expected);
  }, 400_000);

  it('refuses a state directory that holds another replay', async () => {
    const { code, stderr } = await runCommand(
      'local/replay.ts',
      '--data',
      SMALL,
      '--from',
      '2025-07-25',
      '--to',
      '2026-05-08',
      '--out',
      join(folder, 'other.csv'),
      '--state',
      join(folder, 'state'),
    ).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/holds another replay/);
  });
});

describe('the command line', () => {
  it.each([
    { args: ['--from', '2025-07-18', '--to', '2025-07-18'], says: /--data is missing/ },
    {
      args: ['--data', SMALL, '--from', '2025-07-17', '--to', '2026-05-08', '--out', 'x'],
      says: /--from 2025-07-17: must be a Friday/,
    },
    {
      args: ['--data', SMALL, '--from', '2025-07-18', '--to', '2025-07-11', '--out', 'x'],
      says: /--to 2025-07-11 is before --from 2025-07-18/,
    },
    { args: ['--nonsense'], says: /nonsense/ },
    {
      args: ['--data', join(folder, 'nowhere'), '--from', '2025-07-18', '--to', '2025-07-18', '--out', 'x'],
      says: /partners\.csv/,
    },
  ])('refuses $args.0 … with status 2', async ({ args, says }) => {
    const { code, stderr } = await runCommand('local/replay.ts', ...args).ended;
    expect({ code, says: says.test(stderr) ? 'so' : stderr }).toEqual({ code: 2, says: 'so' });
  });

  it('explains itself', async () => {
    const { code, stdout } = await runCommand('local/replay.ts', '--help').ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/npm run replay -- --data DIR --from FRIDAY --to FRIDAY --out FILE/);
  });
});
