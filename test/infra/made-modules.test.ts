import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleFunctions } from '../../infra/bundle.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'made-modules-test-'));
  await mkdir(join(root, 'functions'));
  await writeFile(
    join(root, 'functions/recipe.ts'),
    "export const cook = (): string => ['soup', 'bread'].join(' + ');\n",
  );
  await writeFile(
    join(root, 'functions/meal.made.ts'),
    "import { cook } from './recipe.ts';\nexport default { meal: cook(), quote: `it's \"good\"\\u2028` };\n",
  );
  await writeFile(
    join(root, 'functions/serve.ts'),
    "import made from './meal.made.ts';\nexport const handler = async () => made;\n",
  );
});
afterAll(() => rm(root, { recursive: true, force: true }));

it('a bundle holds what a made module made, and not how', async () => {
  await bundleFunctions({ root, entries: { serve: 'functions/serve.ts' }, outdir: 'dist' });
  const file = join(root, 'dist/serve/index.mjs');
  const call = `console.log(JSON.stringify(await (await import(${JSON.stringify(pathToFileURL(file).href)})).handler()))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', call]);
  expect(JSON.parse(stdout)).toEqual({ meal: 'soup + bread', quote: 'it\'s "good"\u2028' });
  expect(await readFile(file, 'utf8')).not.toContain('join');
});

it('a made module that fails, fails the build by its name', async () => {
  await writeFile(join(root, 'functions/burnt.made.ts'), "throw new Error('burnt');\n");
  await writeFile(
    join(root, 'functions/serve-burnt.ts'),
    "import made from './burnt.made.ts';\nexport const handler = async () => made;\n",
  );
  await expect(
    bundleFunctions({ root, entries: { burnt: 'functions/serve-burnt.ts' }, outdir: 'dist' }),
  ).rejects.toThrow(/burnt/);
});
