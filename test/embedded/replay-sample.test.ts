import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { runCommand } from '../support/run-command.ts';

const SAMPLE = fileURLToPath(new URL('../../../shared/data/cdnow-sample/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const there = existsSync(join(SAMPLE, 'expected.csv'));
if (!there)
  console.warn(`skipped: the sample of real purchases is not in ${SAMPLE}; the small program's replay still runs`);

it.skipIf(!there)(
  'pays 18 months of real purchases as the independent calculation does, to the cent',
  async () => {
    const out = join(folder, 'out.csv');
    const { ended } = runCommand(
      'local/replay.ts',
      '--data',
      SAMPLE,
      '--from',
      '1997-01-03',
      '--to',
      '1998-07-31',
      '--out',
      out,
    );
    const { code, stderr } = await ended;
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    const [, ...lines] = readFileSync(out, 'utf8').trim().split('\n');
    const [, ...expected] = readFileSync(join(SAMPLE, 'expected.csv'), 'utf8').trim().split('\n');
    expect(expected).toHaveLength(279);
    expect(lines).toEqual(expected.map((line) => `${line},paid`));
  },
  400_000,
);
