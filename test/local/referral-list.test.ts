/** The command line of referral lists, where it goes no further than its options. */
import { expect, it } from 'vitest';
import { runCommand } from '../support/run-command.ts';

const run = (...args: readonly string[]) => runCommand('local/referral-list.ts', ...args).ended;
const API = ['--api', 'http://localhost:1'] as const;

it('says how it is used', async () => {
  const { code, stdout } = await run('--help');
  expect(code).toBe(0);
  expect(stdout).toContain('npm run referral-list');
});

it.each([
  { args: ['--file', 'list.csv'], says: '--api must be an address' },
  { args: [...API], says: 'one of --file and --list is needed' },
  { args: [...API, '--file', 'a.csv', '--list', 'b'], says: 'one of --file and --list is needed' },
  { args: [...API, '--file', 'list.csv', '--all'], says: "Unknown option '--all'" },
])('exits with 2 for $args', async ({ args, says }) => {
  const { code, stderr } = await run(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(says);
});
