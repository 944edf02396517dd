/** Bundles every Lambda entry ahead of synthesis with esbuild: the same sources always give the same bytes. */
import { access, readdir, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { CREDENTIALS_ALIAS, MAKES_JSON_SCHEMAS, NEVER_BUNDLED, zodCuts } from './bundling/cuts.ts';
import { LaterParts } from './bundling/later-parts.ts';
import { madeModules } from './bundling/made-modules.ts';
import { NEVER_IN_PDFS, PDF_ALIASES, pdfCuts } from './bundling/pdf-cuts.ts';
import { type BundleSize, kilobytes, overLimits, sizeOf } from './bundling/sizes.ts';
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

export interface Bundle extends BundleSize {
  /** The function's; for a later part `<function>/<part>`. */
  readonly name: string;
}

type Entry = readonly [name: string, source: string];

/** A function's code with its map, not yet written. */
interface Built extends Bundle {
  readonly files: readonly { readonly path: string; readonly contents: Uint8Array }[];
  /** Paths of the sources that are in it. */
  readonly sources: readonly string[];
  /** Files beside it that it imports when it first needs them. */
  readonly parts: readonly Entry[];
}

const ENTRIES = Object.fromEntries(Object.entries(FUNCTIONS).map(([name, { entry }]) => [name, entry]));

// CommonJS parts inside an ES module (PayPal's SDK among them) still call require for Node's own modules.
const REQUIRE_BANNER =
  "import{createRequire as createRequireOfBundle}from'node:module';const require=createRequireOfBundle(import.meta.url);";

/**
 * Writes `<outdir>/<name>/index.mjs` and its map, later parts beside it, and nothing else is left there. Throws when
 * entries are missing, naming all of them, or do not compile.
 */
export async function bundleFunctions(options: BundleOptions = {}): Promise<Bundle[]> {
  const root = options.root ?? PROJECT_ROOT;
  const outdir = resolve(root, options.outdir ?? FUNCTIONS_OUTPUT);
  const entries = Object.entries(options.entries ?? ENTRIES);
  await refuseMissing(entries, root);
  const built = await buildWithParts(entries, { root, outdir });
  refuseUncut(built);
  const files = built.flatMap((each) => each.files);
  await Promise.all(files.map(({ path, contents }) => writeIfChanged(path, contents)));
  await removeOthers(new Set(files.map(({ path }) => path)));
  return built.map(({ name, bytes, bytesWithoutSdk }) => ({ name, bytes, bytesWithoutSdk }));
}

interface Place {
  readonly root: string;
  readonly outdir: string;
}

/** A part is known once what imports it is built. */
async function buildWithParts(entries: readonly Entry[], place: Place, known = new Set<string>()): Promise<Built[]> {
  if (entries.length === 0) return [];
  const built = await buildCut(entries, place);
  for (const { name } of built) known.add(name);
  const parts = built.flatMap((each) => each.parts).filter(([name]) => !known.has(name));
  return [...built, ...(await buildWithParts(parts, place, known))];
}

async function buildCut(entries: readonly Entry[], place: Place): Promise<Built[]> {
  const cut = await buildAll(entries, { ...place, cutsZod: true });
  const needsAllOfZod = new Set(cut.filter(({ sources }) => sources.some(isMatch(MAKES_JSON_SCHEMAS))).map(nameOf));
  const whole = await buildAll(
    entries.filter(([name]) => needsAllOfZod.has(name)),
    { ...place, cutsZod: false },
  );
  return cut.map((each) => whole.find(({ name }) => name === each.name) ?? each);
}

const isMatch = (pattern: RegExp) => (path: string) => pattern.test(path);
const nameOf = ({ name }: Bundle): string => name;

const isPart = ({ name }: Bundle): boolean => name.includes('/');
/** From the folder of all bundles, without its ending. */
const fileOf = (name: string): string => (name.includes('/') ? name : `${name}/index`);

interface Build extends Place {
  readonly cutsZod: boolean;
}

async function buildAll(entries: readonly Entry[], { root, outdir, cutsZod }: Build): Promise<Built[]> {
  if (entries.length === 0) return [];
  const later = new LaterParts();
  const { outputFiles, metafile } = await build({
    // Paths in the map count from here: the bytes are the same wherever the project is checked out.
    absWorkingDir: root,
    entryPoints: entries.map(([name, entry]) => ({ in: entry, out: fileOf(name) })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { ...CREDENTIALS_ALIAS, ...PDF_ALIASES },
    plugins: [later.plugin, madeModules, pdfCuts, ...(cutsZod ? [zodCuts] : [])],
    minify: true,
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false, // Stack traces need positions only: half the size to upload and to read.
    banner: { js: REQUIRE_BANNER },
    metafile: true,
    write: false,
    logLevel: 'silent', // A failure is thrown, with every message in it.
  });
  return entries.map(([name]) => {
    const code = join(outdir, `${fileOf(name)}.mjs`);
    const output = outputOf(metafile, relative(root, code));
    const files = outputFiles.filter(({ path }) => path === code || path === `${code}.map`);
    const sources = Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput ? path : []));
    const parts = later.of(output).map(([part, source]): Entry => [`${dirname(fileOf(name))}/${part}`, source]);
    return { name, files, sources, parts, ...sizeOf(output) };
  });
}

function outputOf({ outputs }: Metafile, path: string): Metafile['outputs'][string] {
  const output = outputs[path.replaceAll('\\', '/')];
  if (!output) throw new Error(`esbuild says nothing about ${path}`);
  return output;
}

function refuseUncut(bundles: readonly Built[]): void {
  const never = [NEVER_BUNDLED, NEVER_IN_PDFS];
  const found = bundles.flatMap(({ name, sources }) =>
    sources.filter((path) => never.some((each) => each.test(path))).map((path) => `${name}: ${path}`),
  );
  if (found.length === 0) return;
  throw new Error(
    `Bundles hold what never runs in Lambda; the aliases in infra/bundling/ miss it\n  ${found.join('\n  ')}`,
  );
}

/** What an earlier build wrote beside these files would be deployed with them. */
async function removeOthers(written: ReadonlySet<string>): Promise<void> {
  for (const folder of new Set([...written].map((path) => dirname(path)))) {
    const present = (await readdir(folder)).filter((file) => /\.mjs(?:\.map)?$/.test(file));
    const others = present.map((file) => join(folder, file)).filter((path) => !written.has(path));
    await Promise.all(others.map((path) => rm(path, { force: true })));
  }
}

async function refuseMissing(entries: readonly Entry[], root: string): Promise<void> {
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
  for (const { name, bytes, bytesWithoutSdk } of bundles) {
    const sizes = [bytes, bytesWithoutSdk].map((size) => kilobytes(size).padStart(9));
    console.log(`${name.padEnd(32)} ${sizes[0]} ${sizes[1]} without the AWS SDK`);
  }
  console.log(
    `${bundles.filter((each) => !isPart(each)).length} functions in ${((performance.now() - started) / 1000).toFixed(1)} s; 1 kB is 1,000 bytes`,
  );
  if (process.argv.includes('--check')) {
    const { API_FUNCTIONS } = await import('./bundling/api-functions.ts');
    const problems = overLimits(bundles, API_FUNCTIONS);
    for (const problem of problems) console.error(problem);
    process.exitCode = problems.length > 0 ? 1 : 0;
  }
}
