import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openApiDocument } from '../../functions/api-document/open-api-document.ts';
import { ALL_ENDPOINTS } from '../../shared/contracts/api/endpoints.ts';
import { runCommand } from '../support/run-command.ts';

const run = (...args: readonly string[]) => runCommand('local/openapi.ts', ...args).ended;
const document = JSON.parse(JSON.stringify(openApiDocument(ALL_ENDPOINTS)));

it('prints the document', async () => {
  const { code, stdout, stderr } = await run();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual(document);
});

it('writes it into a file instead', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'openapi-test-'));
  try {
    const file = join(folder, 'openapi.json');
    expect(await run('--out', file)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(document);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it('says how it is used', async () => {
  const { code, stdout } = await run('--help');
  expect(code).toBe(0);
  expect(stdout).toContain('npm run openapi');
  expect(await run('--format', 'yaml')).toMatchObject({ code: 2, stdout: '' });
});
