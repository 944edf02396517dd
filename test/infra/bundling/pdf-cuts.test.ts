import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statementPdf } from '../../../functions/partner-api/statement-pdf.ts';
import { bundleFunctions } from '../../../infra/bundle.ts';
import { FUNCTIONS } from '../../../infra/functions.ts';
import { PROJECT_ROOT } from '../../../infra/project-root.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import { partnerId } from '../../../shared/domain/ids.ts';
import { payoutStatement } from '../../../shared/usecases/earnings/payout-statement.ts';
import { STATEMENT } from '../../functions/partner-api/sample-statement.ts';
import { pdfText } from '../../support/pdf-text.ts';
import { ledgerOf } from '../../usecases/earnings/many-entries.ts';

/** A folder of no project: what a bundle does not bring is not found from there. */
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pdf-cuts-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

/** Answers base64 or what was thrown, in a Node of its own with little memory. */
async function ran(file: string, call: string, input: unknown = {}): Promise<string> {
  await write('input.json', JSON.stringify(input));
  const code = `import { readFile } from 'node:fs/promises';
    const module = await import(${JSON.stringify(pathToFileURL(file).href)});
    const input = JSON.parse(await readFile(${JSON.stringify(join(root, 'input.json'))}, 'utf8'));
    const answer = await module.${call}(input).catch((error) => error);
    console.log(answer instanceof Error ? answer.message : Buffer.from(answer).toString('base64'));`;
  const flags = ['--max-old-space-size=64', '--input-type=module', '-e', code];
  const options = { cwd: root, env: {}, maxBuffer: 10_000_000 };
  return (await promisify(execFile)(process.execPath, flags, options)).stdout.trim();
}

describe('the function payout-statement', () => {
  const folder = () => join(root, 'dist/payout-statement');
  beforeAll(async () => {
    await bundleFunctions({
      entries: { 'payout-statement': FUNCTIONS['payout-statement'].entry },
      outdir: join(root, 'dist'),
    });
  });

  it('has the writer of PDFs beside it and reads it when there is something to write', async () => {
    const index = await readFile(join(folder(), 'index.mjs'), 'utf8');
    expect(index).toContain('import("./statement-pdf.mjs")');
    expect(index).not.toContain('Helvetica');
  });

  it('writes without any package beside it the same bytes as from its sources', async () => {
    const written = Buffer.from(await ran(join(folder(), 'statement-pdf.mjs'), 'statementPdf', STATEMENT), 'base64');
    expect(pdfText(written).pages).toHaveLength(1);
    expect(Buffer.compare(written, await statementPdf(STATEMENT))).toBe(0);
  });

  it('writes the longest there is in 64 MB', async () => {
    const { ledger, amount } = ledgerOf({ entries: 10_000, clients: 10_000 });
    const statement = await payoutStatement(partnerId('p1'), weekEnding('2026-04-11'), ledger);
    const written = await ran(join(folder(), 'statement-pdf.mjs'), 'statementPdf', statement);
    const { pages } = pdfText(Buffer.from(written, 'base64'));
    expect(pages.length).toBeGreaterThan(60);
    expect(pages.at(-1)?.at(-2)?.replaceAll(',', '')).toBe(`Total | $${amount}`);
  });
});

describe('a bundled pdfkit', () => {
  it.each([
    ['a font that is cut', `.font('Courier')`, 'Courier is cut from bundles: see infra/bundling/pdf-cuts.ts'],
    [
      'a font to embed',
      `.font(new Uint8Array(9), 'x')`,
      'Embedded fonts, line breaks, PNG images and encryption are cut',
    ],
    ['a text to break', `.text('a b', { width: 3 })`, 'Embedded fonts, line breaks, PNG images and encryption are cut'],
  ])('says so when it is asked for %s', async (why, asked, message) => {
    const name = why.replaceAll(' ', '-');
    const modules = join(PROJECT_ROOT, 'node_modules');
    await symlink(modules, join(root, 'node_modules')).catch(() => {});
    const source = `import PDFDocument from 'pdfkit'; export const handler = async () => new PDFDocument()${asked};`;
    await write(`functions/${name}.ts`, source);
    await bundleFunctions({ root, entries: { [name]: `functions/${name}.ts` }, outdir: 'asked' });
    await rm(join(root, 'node_modules'));
    expect(await ran(join(root, 'asked', name, 'index.mjs'), 'handler')).toContain(message);
  });
});

describe('bundling refuses a pdfkit', () => {
  const REAL = join(PROJECT_ROOT, 'node_modules/pdfkit');

  it.each([
    { why: 'that finds its fonts in another way', find: /require\$1\('#/g, to: "load('#", said: /changed.*Helvetica/ },
    {
      why: 'that requires more than fonts',
      find: /^export \{/m,
      to: "require$1('#a');\n$&",
      said: /more than its fonts/,
    },
    { why: 'that makes its require otherwise', find: /const require\$1 =/, to: 'let require$1 =', said: /has changed/ },
    {
      why: 'whose tables are elsewhere',
      find: /^mixin\(TableMixin\);$/m,
      to: 'mixin(Tables);',
      said: /tables of its own/,
    },
    { why: 'that encrypts with another file', find: "ciphers/aes'", to: "ciphers/fast'", said: /never runs in Lambda/ },
    {
      why: 'that takes more from fontkit',
      find: /\{ create \}(.*)/,
      to: '{ create, open }$1\nopen();',
      said: /"open"/,
    },
  ])('$why', async ({ why, find, to, said }) => {
    const source = await readFile(join(REAL, 'js/pdfkit.node.mjs'), 'utf8');
    const changed = source.replace(find, to);
    expect(changed).not.toBe(source);
    const [at, modules] = [why.replaceAll(' ', '-'), `${why.replaceAll(' ', '-')}/node_modules`];
    await write(`${at}/functions/pdf.ts`, "export { default as handler } from 'pdfkit';");
    await write(`${modules}/pdfkit/package.json`, await readFile(join(REAL, 'package.json'), 'utf8'));
    await write(`${modules}/pdfkit/js/pdfkit.node.mjs`, changed);
    await symlink(join(REAL, 'js/standard-fonts'), join(root, modules, 'pdfkit/js/standard-fonts'));
    await symlink(join(REAL, 'node_modules'), join(root, modules, 'pdfkit/node_modules'));
    await write(`${modules}/@noble/ciphers/fast.js`, 'export const [cbc, ecb] = [() => Math.random(), () => 1];');
    const entries = { pdf: 'functions/pdf.ts' };
    await expect(bundleFunctions({ root: join(root, at), entries, outdir: 'dist' })).rejects.toThrow(said);
  });
});
