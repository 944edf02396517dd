/** Bundles every Lambda entry ahead of synthesis, all in one esbuild run: the same sources always give the same bytes. */
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { FUNCTIONS } from './functions.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { requireNode24 } from './require-node-24.ts';
import { writeIfChanged } from './write-if-changed.ts';

export const FUNCTIONS_OUTPUT = join(PROJECT_ROOT, 'dist/functions');

export interface BundleOptions {
  /** Source file by function name, from `root`. @default the entries of infra/functions.ts */
  readonly entries?: Readonly<Record<string, string>>;
  /** @default the project's root */
  readonly root?: string;
  /** A folder for each function is written here. @default dist/functions */
  readonly outdir?: string;
}

export interface Bundle {
  readonly name: string;
  /** Size of the code alone, without its source map. */
  readonly bytes: number;
}

const ENTRIES = Object.fromEntries(Object.entries(FUNCTIONS).map(([name, { entry }]) => [name, entry]));

// CommonJS parts inside an ES module (PayPal's SDK among them) still call require for Node's own modules.
const REQUIRE_BANNER =
  "import{createRequire as createRequireOfBundle}from'node:module';const require=createRequireOfBundle(import.meta.url);";

/** Writes `<outdir>/<name>/index.mjs` and its map. Throws when entries are missing, naming all of them, or do not compile. */
export async function bundleFunctions(options: BundleOptions = {}): Promise<Bundle[]> {
  const root = options.root ?? PROJECT_ROOT;
  const outdir = resolve(root, options.outdir ?? FUNCTIONS_OUTPUT);
  const entries = Object.entries(options.entries ?? ENTRIES);
  await refuseMissing(entries, root);
  const { outputFiles } = await build({
    // Paths in the map count from here: the bytes are the same wherever the project is checked out.
    absWorkingDir: root,
    entryPoints: entries.map(([name, entry]) => ({ in: entry, out: `${name}/index` })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false, // Stack traces need positions only: half the size to upload and to read.
    banner: { js: REQUIRE_BANNER },
    write: false,
    logLevel: 'silent', // A failure is thrown, with every message in it.
  });
  await Promise.all(outputFiles.map(({ path, contents }) => writeIfChanged(path, contents)));
  return entries.map(([name]) => {
    const code = outputFiles.find(({ path }) => path === join(outdir, name, 'index.mjs'));
    return { name, bytes: code?.contents.length ?? 0 };
  });
}

async function refuseMissing(
  entries: readonly (readonly [name: string, entry: string])[],
  root: string,
): Promise<void> {
  const checked = await Promise.all(
    entries.map(async ([name, entry]) => {
      const exists = await access(resolve(root, entry)).then(
        () => true,
        () => false,
      );
      return exists ? [] : [`${name}: ${entry}`];
    }),
  );
  const missing = checked.flat();
  if (missing.length === 0) return;
  throw new Error(
    `Cannot bundle: ${missing.length} Lambda entries of infra/functions.ts do not exist\n  ${missing.join('\n  ')}`,
  );
}

if (import.meta.main) {
  requireNode24();
  const started = performance.now();
  const bundles = await bundleFunctions();
  for (const { name, bytes } of bundles) console.log(`${name.padEnd(20)} ${(bytes / 1024).toFixed(0).padStart(6)} kB`);
  console.log(`${bundles.length} functions in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
