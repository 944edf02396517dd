/** The rooms of DESIGN.md and the direction between them hold for every file, and a break of each rule is seen. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemsOf, ROOMS, roomOf, type Source } from './support/module-rooms.ts';

const ROOT = join(import.meta.dirname, '..');

function sourcesIn(folder: string): Source[] {
  return readdirSync(join(ROOT, folder)).flatMap((entry) => {
    const path = join(folder, entry);
    // What npm installs and what is made from the API's document is nobody's source; Vite's settings are infra's.
    if (entry === 'node_modules' || NOT_OURS.has(path)) return [];
    if (statSync(join(ROOT, path)).isDirectory()) return sourcesIn(path);
    return /\.[cm]?[jt]sx?$/.test(entry) ? [{ path, text: readFileSync(join(ROOT, path), 'utf8') }] : [];
  });
}
const NOT_OURS = new Set(['portal/api/schema.made.ts', 'portal/vite.config.ts']);
const SOURCES = ['shared', 'functions', 'infra', 'local', 'portal'].flatMap(sourcesIn);

it('every file keeps to the direction of its room, touches nothing impure, and is small', () => {
  expect(SOURCES.length).toBeGreaterThan(100);
  expect(SOURCES.flatMap(problemsOf)).toEqual([]);
});

it('every file is in a room, and every room has files', () => {
  expect(new Set(SOURCES.map(({ path }) => roomOf(path)))).toEqual(new Set(Object.keys(ROOMS)));
});

describe('is seen', () => {
  it.each([
    ['shared/domain/a.ts', `import { x } from '../ports/table.ts';`, 'imports shared/ports/table.ts'],
    ['shared/domain/a.ts', `import type { X } from '../contracts/values.ts';`, 'imports shared/contracts/values.ts'],
    ['shared/domain/money/a.ts', `export * from '../../usecases/b.ts';`, 'imports shared/usecases/b.ts'],
    ['shared/domain/a.ts', `import * as z from 'zod';`, 'imports zod'],
    ['shared/domain/a.ts', `import { createHash } from 'node:crypto';`, 'imports node:crypto'],
    [
      'shared/domain/a.ts',
      `const b = await import('../adapters/memory/memory-table.ts');`,
      'imports shared/adapters/memory/memory-table.ts',
    ],
    ['shared/ports/a.ts', `import {\n  type X,\n} from '../usecases/b.ts';`, 'imports shared/usecases/b.ts'],
    ['shared/contracts/a.ts', `import { x } from '../usecases/b.ts';`, 'imports shared/usecases/b.ts'],
    [
      'shared/usecases/run/a.ts',
      `import { x } from '../../adapters/ledger/b.ts';`,
      'imports shared/adapters/ledger/b.ts',
    ],
    [
      'shared/usecases/a.ts',
      `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';`,
      'imports @aws-sdk/client-dynamodb',
    ],
    ['shared/usecases/a.ts', `import { createHash } from 'node:crypto';`, 'imports node:crypto'],
    ['shared/usecases/content-hash.ts', `import { readFile } from 'node:fs/promises';`, 'imports node:fs/promises'],
    ['shared/adapters/ledger/a.ts', `import { x } from '../../usecases/b.ts';`, 'imports shared/usecases/b.ts'],
    ['shared/adapters/a.ts', `import middy from '@middy/core';`, 'imports @middy/core'],
    ['functions/billing/a.ts', `import { x } from '../../local/clock.ts';`, 'imports local/clock.ts'],
    ['functions/billing/a.ts', `import { x } from '../../infra/config.ts';`, 'imports infra/config.ts'],
    [
      'infra/a.ts',
      `import { handler } from '../functions/billing/post-events.ts';`,
      'imports functions/billing/post-events.ts',
    ],
    ['infra/a.ts', `import { x } from '../shared/usecases/b.ts';`, 'imports shared/usecases/b.ts'],
    ['infra/a.ts', `import '../local/clock.ts';`, 'imports local/clock.ts'],
    ['local/a.ts', `import { x } from '../infra/config.ts';`, 'imports infra/config.ts'],
    ['local/a.ts', `import { x } from '../test/support/memory-program.ts';`, 'imports test/support/memory-program.ts'],
    ['shared/domain/a.ts', `export const a = () => new Date();`, 'uses new Date() without an argument'],
    ['shared/domain/a.ts', `export const a = () => new Date ( ) ;`, 'uses new Date() without an argument'],
    ['shared/domain/a.ts', `export const a = () => new Date;`, 'uses new Date() without an argument'],
    ['shared/domain/a.ts', 'export const a = () => `$' + '{Date()}`;', 'uses Date() as a clock'],
    ['shared/usecases/a.ts', 'export const a = () => Date.now();', 'uses Date.now()'],
    ['shared/usecases/a.ts', `export const a = process.env.A;`, 'uses process.env'],
    ['shared/usecases/a.ts', `export const a = () => Math.random();`, 'uses Math.random()'],
    ['shared/usecases/a.ts', `setTimeout(() => {}, 1);`, 'uses a timer'],
    ['shared/usecases/a.ts', `export const a = crypto.randomUUID();`, 'uses crypto of the global kind'],
    ['shared/ports/a.ts', `export const a = performance.now();`, 'uses performance.now()'],
    [
      'portal/a.tsx',
      `import { toDollars } from '../shared/domain/money/cents.ts';`,
      'imports shared/domain/money/cents.ts',
    ],
    ['portal/a.tsx', `import * as z from 'zod';`, 'imports zod'],
    ['infra/a.ts', '// a line\n'.repeat(251), 'has 251 lines: look for the second idea'],
  ])('%s: %j', (path, text, problem) => expect(problemsOf({ path, text })).toEqual([`${path} ${problem}`]));

  it.each([
    ['shared/domain/a.ts', `import { x } from './money/cents.ts';\nimport { y } from '../domain/ids.ts';`],
    [
      'shared/domain/a.ts',
      `/** new Date() and Date.now() are not asked. */\nexport const a = (ms: number) => new Date(ms); // Math.random()`,
    ],
    ['shared/domain/a.ts', `export const a = (b: { date: Date }) => b.date.getTime() + Date.parse('x') + Date.UTC(1);`],
    ['shared/usecases/a.ts', `export const a = 'set by process.env and setTimeout';`],
    ['shared/usecases/a.ts', `// import { x } from '../adapters/b.ts';`],
    [
      'shared/usecases/content-hash.ts',
      `import { createHash } from 'node:crypto';\nexport const a = createHash('sha256');`,
    ],
    [
      'infra/a.ts',
      `export const source = 'functions/billing/post-events.ts';\nimport { x } from '../shared/contracts/environment.ts';`,
    ],
    ['local/a.ts', `import { x } from '../shared/usecases/b.ts';\nimport y from 'csv-parse';`],
    ['local/a.ts', '// a line\n'.repeat(250)],
  ])('nothing wrong with %s: %j', (path, text) => expect(problemsOf({ path, text })).toEqual([]));
});
