/** Lets one planted bug loose: on the simulation, or on the unit tests that are named for it, in a copy of the project. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mutant, planted } from './mutant.ts';

export interface Hunt {
  readonly mutant: Mutant;
  /** By what; undefined: it survived. */
  readonly caughtBy: string | undefined;
  readonly seconds: number;
  /** The first line of what was found. */
  readonly found: string;
}

export interface Bounds {
  readonly seeds: number;
  readonly weeks: number;
}

const ROOT = join(import.meta.dirname, '../../..');
const COPIED = ['shared', 'test', 'local', 'package.json', 'tsconfig.json', 'vitest.config.ts'];
/** A mutant that makes something go on for ever is caught by that. */
const AT_MOST_MS = 240_000;

export async function hunt(mutant: Mutant, bounds: Bounds): Promise<Hunt> {
  const begun = performance.now();
  const caught = mutant.tests ? await byTests(mutant, mutant.tests) : await bySimulation(mutant, bounds);
  return { mutant, seconds: (performance.now() - begun) / 1_000, ...caught };
}

type Caught = Pick<Hunt, 'caughtBy' | 'found'>;
const SURVIVED: Caught = { caughtBy: undefined, found: '' };

async function bySimulation({ id }: Mutant, { seeds, weeks }: Bounds): Promise<Caught> {
  const plant = join(import.meta.dirname, 'plant.ts');
  const simulate = join(import.meta.dirname, '../simulate.ts');
  const options = ['--seeds', String(seeds), '--weeks', String(weeks), '--threads', '1', '--until-broken'];
  const { code, output } = await run(['--import', plant, simulate, ...options], ROOT, { MUTANT: id });
  if (code === undefined) return { caughtBy: 'the simulation: it never ends', found: '' };
  const [, seed, found] = /^seed (\d+) broke \(trace \w+\): (.*); again:/m.exec(output) ?? [];
  if (seed !== undefined) return { caughtBy: `the simulation, seed ${seed}`, found: found ?? '' };
  if (code !== 0) throw new Error(`the simulation with mutant ${id} could not be run:\n${output.slice(-2_000)}`);
  return SURVIVED;
}

async function byTests(mutant: Mutant, tests: readonly string[]): Promise<Caught> {
  const copy = mkdtempSync(join(tmpdir(), 'mutant-'));
  try {
    for (const each of COPIED) cpSync(join(ROOT, each), join(copy, each), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    const file = join(copy, mutant.file);
    writeFileSync(file, planted(mutant, readFileSync(file, 'utf8')));
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const { code, output } = await run([vitest, 'run', '--project', 'unit', ...tests], copy, { NO_COLOR: '1' });
    const failed = [
      ...new Set([...output.matchAll(/^\s*FAIL\s+(?:unit\s+)?(.*)$/gm)].map(([, name = '']) => name.trim())),
    ];
    if (failed.length === 0 && code !== 0)
      throw new Error(`the tests of mutant ${mutant.id} could not be run:\n${output}`);
    return failed.length > 0 ? { caughtBy: `unit tests (${failed.length})`, found: failed[0] ?? '' } : SURVIVED;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function run(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | undefined; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...environment } });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    const timer = setTimeout(() => child.kill('SIGKILL'), AT_MOST_MS);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? undefined, output });
    });
  });
}
