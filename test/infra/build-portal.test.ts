import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { buildPortal } from '../../infra/build-portal.ts';

let root: string;
beforeAll(async () => {
  root = await buildPortal();
});

const names = async () => (await readdir(root, { recursive: true })).sort();
const page = () => readFile(join(root, 'index.html'), 'utf8');

it('makes a page without anything inline, whose script is there under a name that says what is in it', async () => {
  expect(await page()).not.toMatch(/<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|src="data:/i);
  const scripts = [...(await page()).matchAll(/<script[^>]*\ssrc="\/([^"]+)"/g)].map(([, src]) => String(src));
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) {
    expect(script).toMatch(/^assets\/[\w-]+-[\w-]{8}\.js$/);
    expect((await stat(join(root, script))).isFile()).toBe(true);
  }
});

it('brings the files that are copied as they are', async () => {
  expect(await names()).toContain('icon.svg');
});

it('makes the same bytes again, leaves them alone, and leaves nothing else there', async () => {
  const before = await names();
  const changed = (await stat(join(root, 'index.html'))).mtimeMs;
  await writeFile(join(root, 'left-over.js'), '');
  await buildPortal();
  expect(await names()).toEqual(before);
  expect((await stat(join(root, 'index.html'))).mtimeMs).toBe(changed);
});
