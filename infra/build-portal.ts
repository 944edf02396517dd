/** Builds the portal's files with Vite ahead of synthesis: the same sources always give the same bytes. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PORTAL_OUTPUT } from './portal-files.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { writeIfChanged } from './write-if-changed.ts';

const PORTAL = join(PROJECT_ROOT, 'portal');

interface PortalFile {
  readonly name: string;
  readonly contents: Uint8Array;
}

/** Into dist/portal, where nothing else is left. Throws when the portal does not compile. */
export async function buildPortal(): Promise<string> {
  const files = [...(await built()), ...(await copied())];
  await Promise.all(files.map(({ name, contents }) => writeIfChanged(join(PORTAL_OUTPUT, name), contents)));
  await removeOthers(new Set(files.map(({ name }) => join(PORTAL_OUTPUT, name))));
  return PORTAL_OUTPUT;
}

/** Not written by Vite, which empties the folder first: somebody else may be reading it. */
async function built(): Promise<PortalFile[]> {
  // Loading it takes as long as building: who brings files of their own waits for neither.
  const { build } = await import('vite');
  const result = await build({ configFile: join(PORTAL, 'vite.config.ts'), build: { write: false } });
  const outputs = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  return outputs.map((each) => ({
    name: each.fileName,
    contents: Buffer.from(each.type === 'chunk' ? each.code : each.source),
  }));
}

async function copied(): Promise<PortalFile[]> {
  const folder = join(PORTAL, 'public');
  const names = await filesIn(folder);
  return Promise.all(names.map(async (name) => ({ name, contents: await readFile(join(folder, name)) })));
}

/** What an earlier build wrote would be deployed with these files. */
async function removeOthers(written: ReadonlySet<string>): Promise<void> {
  const present = (await filesIn(PORTAL_OUTPUT)).map((name) => join(PORTAL_OUTPUT, name));
  await Promise.all(present.filter((path) => !written.has(path)).map((path) => rm(path, { force: true })));
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => resolve(parentPath, name).slice(folder.length + 1));
}
