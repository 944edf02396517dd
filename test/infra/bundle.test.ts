import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../infra/bundle.ts';

let root: string;
const entries = { greet: 'functions/greet.ts', legacy: 'functions/legacy.ts' };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'bundle-test-'));
  await writeProject(root);
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function writeProject(at: string): Promise<void> {
  await mkdir(join(at, 'functions'), { recursive: true });
  await writeFile(join(at, 'shared.ts'), "export const greeting = (name: string): string => 'hello '.concat(name);\n");
  await writeFile(
    join(at, 'functions/greet.ts'),
    "import { greeting } from '../shared.ts';\nexport const handler = async (event: { name: string }) => greeting(event.name);\n",
  );
  // CommonJS that asks for a module of Node, as PayPal's SDK does.
  await writeFile(
    join(at, 'functions/old.cjs'),
    "const { basename } = require('node:path');\nmodule.exports = { basename };\n",
  );
  await writeFile(
    join(at, 'functions/legacy.ts'),
    "import old from './old.cjs';\nexport const handler = async () => old.basename('/a/b.txt');\n",
  );
}

/** In a Node of its own, as Lambda does: the test runner would lend the bundle its `require`. */
async function answerOf(file: string, event: unknown): Promise<unknown> {
  const call = `console.log(JSON.stringify(await (await import(${JSON.stringify(pathToFileURL(file).href)})).handler(${JSON.stringify(event)})))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', call]);
  return JSON.parse(stdout);
}

describe('bundles', () => {
  it('run, each from its own folder, CommonJS parts included', async () => {
    const bundles = await bundleFunctions({ root, entries, outdir: 'dist' });
    expect(bundles).toEqual([
      { name: 'greet', bytes: expect.any(Number), bytesWithoutSdk: expect.any(Number) },
      { name: 'legacy', bytes: expect.any(Number), bytesWithoutSdk: expect.any(Number) },
    ]);
    await expect(answerOf(join(root, 'dist/greet/index.mjs'), { name: 'p-1' })).resolves.toBe('hello p-1');
    await expect(answerOf(join(root, 'dist/legacy/index.mjs'), {})).resolves.toBe('b.txt');
  });

  it('tell the size of the code', async () => {
    const [greet] = await bundleFunctions({ root, entries, outdir: 'sizes' });
    expect(greet?.bytes).toBe((await readFile(join(root, 'sizes/greet/index.mjs'))).length);
  });

  it('are the same bytes for the same sources, wherever the project stands', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'bundle-test-elsewhere-'));
    try {
      await writeProject(elsewhere);
      await bundleFunctions({ root, entries, outdir: 'same' });
      await bundleFunctions({ root: elsewhere, entries, outdir: 'same' });
      for (const file of ['greet/index.mjs', 'greet/index.mjs.map', 'legacy/index.mjs']) {
        const [here, there] = await Promise.all(
          [root, elsewhere].map((at) => readFile(join(at, 'same', file), 'utf8')),
        );
        expect(there).toBe(here);
      }
    } finally {
      await rm(elsewhere, { recursive: true, force: true });
    }
  });

  it('are left alone when nothing changed, so that several may bundle at a time', async () => {
    const code = join(root, 'again/greet/index.mjs');
    await bundleFunctions({ root, entries, outdir: 'again' });
    await utimes(code, 0, 0);
    await Promise.all([1, 2].map(() => bundleFunctions({ root, entries, outdir: 'again' })));
    expect((await stat(code)).mtimeMs).toBe(0);
    expect(await readdir(join(root, 'again/greet'))).toEqual(['index.mjs', 'index.mjs.map']);
  });

  it('come with a map back to the sources', async () => {
    await bundleFunctions({ root, entries, outdir: 'mapped' });
    expect(await readFile(join(root, 'mapped/greet/index.mjs'), 'utf8')).toMatch(
      /sourceMappingURL=index\.mjs\.map\s*$/,
    );
    const map = JSON.parse(await readFile(join(root, 'mapped/greet/index.mjs.map'), 'utf8'));
    expect(map.sources).toEqual(['../../shared.ts', '../../functions/greet.ts']);
  });
});

describe('bundling refuses', () => {
  it('entries that do not exist, all of them by name', async () => {
    const missing = { ...entries, 'open-run': 'functions/open-run.ts', 'close-run': 'functions/close-run.ts' };
    await expect(bundleFunctions({ root, entries: missing })).rejects.toThrow(
      /2 Lambda entries[\s\S]*open-run: functions\/open-run\.ts[\s\S]*close-run: functions\/close-run\.ts/,
    );
  });

  it('sources that do not compile, with file and line', async () => {
    await writeFile(join(root, 'functions/broken.ts'), 'export const handler = (;\n');
    await expect(
      bundleFunctions({ root, entries: { broken: 'functions/broken.ts' }, outdir: 'broken' }),
    ).rejects.toThrow(/functions\/broken\.ts:1/);
  });
});
