/** What our PDFs never need of pdfkit, 826 kB of 954, stays out of bundles. Each cut that misses its mark fails the build. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { type Edit, edited } from './edit-source.ts';

const CUT = join(import.meta.dirname, 'cut-from-pdfkit.ts');

/** Embedded fonts, line breaks of every script, images and encryption: 780 kB. */
export const PDF_ALIASES = { fontkit: CUT, linebreak: CUT, 'png-js': CUT, '@noble/ciphers/aes': CUT };

/** What no bundle may hold: it would mean that pdfkit asks for it by another name since its last update. */
export const NEVER_IN_PDFS = /node_modules\/(?:fontkit|linebreak|png-js|@noble\/ciphers)\//;

/** Whatever file pdfkit's entry is by now. */
const PDFKIT = /node_modules\/pdfkit\/.*\.[cm]?js$/;
/** Packages of its own, and fonts, which are data. */
const UNTOUCHED = /node_modules\/pdfkit\/(?:node_modules|js\/standard-fonts)\//;

/** pdfkit finds its fonts by a `require` of its own making, which bundlers do not follow. */
const PDFKIT_EDITS: readonly Edit[] = [
  {
    why: 'it makes that function',
    find: /^const require\$1 = createRequire\(import\.meta\.url\);$/m,
    replace: () =>
      'const refuse = (font) => { throw new Error(font + " is cut from bundles: see infra/bundling/pdf-cuts.ts"); };',
  },
  {
    why: 'it loads Helvetica and Helvetica-Bold',
    find: /\brequire\$1\((?='#standard-fonts\/Helvetica(?:Bold)?'\))/g,
    replace: () => `require(`,
  },
  {
    why: 'it loads the other fonts (30 kB)',
    find: /\brequire\$1\('#standard-fonts\/(\w+)'\)/g,
    replace: (_, font) => `refuse("${font}")`,
  },
  { why: 'it has tables of its own (12 kB)', find: /^mixin\(TableMixin\);$/m, replace: () => '' },
  { why: 'it makes these ready', find: /^ +this\.initTables\(\);$/m, replace: () => '' },
];

export const pdfCuts: Plugin = {
  name: 'pdf-cuts',
  setup({ onLoad }) {
    onLoad({ filter: PDFKIT }, async ({ path }) => {
      if (UNTOUCHED.test(path)) return undefined;
      const contents = edited(await readFile(path, 'utf8'), path, PDFKIT_EDITS);
      if (contents.includes('require$1')) throw new Error(`${path} has changed: it requires more than its fonts`);
      return { contents };
    });
  },
};
