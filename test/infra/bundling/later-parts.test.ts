import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../../infra/bundle.ts';

const SOURCES = {
  'functions/lazy.ts': `export const handler = async (name: string) => (await import('./print/heavy.ts')).print(name);`,
  'functions/print/heavy.ts': `import { shout } from '../../shared.ts';
    export const print = async (name: string) => shout(name) + (await import('./heavier.ts')).end;`,
  'functions/print/heavier.ts': `import { print } from './heavy.ts'; export const end = typeof print === 'function' ? '!' : '?';`,
  'functions/plain.ts': `import { shout } from '../shared.ts'; export const handler = async (name: string) => shout(name);`,
  'functions/other.ts': `export const handler = () => import('./other/heavy.ts');`,
  'functions/other/heavy.ts': 'export const print = 1;',
  'shared.ts': 'export const shout = (name: string) => name.toUpperCase();',
};
const ENTRIES = { lazy: 'functions/lazy.ts', plain: 'functions/plain.ts' };

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'later-parts-'));
  await mkdir(join(root, 'functions/print'), { recursive: true });
  await mkdir(join(root, 'functions/other'));
  for (const [file, text] of Object.entries(SOURCES)) await writeFile(join(root, file), text);
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** In a Node of its own, as Lambda does. */
async function answerOf(outdir: string, name: string): Promise<unknown> {
  const file = pathToFileURL(join(root, outdir, name, 'index.mjs')).href;
  const call = `console.log(await (await import(${JSON.stringify(file)})).handler('p-1'))`;
  return (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', call])).stdout.trim();
}

const filesOf = async (folder: string): Promise<string[]> => (await readdir(join(root, folder))).sort();

describe('a dynamic import of our own', () => {
  it('begins a file beside the function, which runs with it and is read when it is needed', async () => {
    const bundles = await bundleFunctions({ root, entries: ENTRIES, outdir: 'dist' });
    expect(bundles.map(({ name }) => name)).toEqual(['lazy', 'plain', 'lazy/heavy', 'lazy/heavier']);
    const own = ['heavier', 'heavy', 'index'].flatMap((name) => [`${name}.mjs`, `${name}.mjs.map`]);
    expect(await filesOf('dist/lazy')).toEqual(own);
    expect(await filesOf('dist/plain')).toEqual(['index.mjs', 'index.mjs.map']);
    expect(await answerOf('dist', 'lazy')).toBe('P-1!');
    expect(await readFile(join(root, 'dist/lazy/index.mjs'), 'utf8')).not.toContain('toUpperCase');
    for (const { name, bytes } of bundles.slice(2))
      expect((await stat(join(root, 'dist', `${name}.mjs`))).size).toBe(bytes);
  });

  it('leaves nothing there when it is gone', async () => {
    await bundleFunctions({ root, entries: ENTRIES, outdir: 'gone' });
    await bundleFunctions({ root, entries: { ...ENTRIES, lazy: 'functions/plain.ts' }, outdir: 'gone' });
    expect(await filesOf('gone/lazy')).toEqual(['index.mjs', 'index.mjs.map']);
    expect(await answerOf('gone', 'lazy')).toBe('P-1');
  });

  it('needs a name of its own', async () => {
    const entries = { ...ENTRIES, other: 'functions/other.ts' };
    await expect(bundleFunctions({ root, entries, outdir: 'twice' })).rejects.toThrow(
      /Two later parts are called \.\/heavy\.mjs: .*heavy\.ts and .*heavy\.ts/,
    );
  });
});
