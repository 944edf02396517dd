/** The rooms of DESIGN.md: which may import which, and what pure code never touches. Read from the source text alone. */
import { dirname, join, normalize } from 'node:path';

export interface Source {
  /** From the project's root. */
  readonly path: string;
  readonly text: string;
}

interface Room {
  /** Other rooms, and files beside them; a name that ends with `*` stands for all that begin so. */
  readonly imports: readonly string[];
  readonly packages: readonly string[];
  /** No clock, chance, environment or timer: the same input gives the same output, for ever. */
  readonly pure?: boolean;
}

export const ROOMS: Readonly<Record<string, Room>> = {
  'shared/domain': { imports: [], packages: [], pure: true },
  'shared/contracts': { imports: ['shared/domain', 'shared/ports'], packages: ['zod'] },
  'shared/ports': { imports: ['shared/domain', 'shared/contracts'], packages: [], pure: true },
  'shared/usecases': { imports: ['shared/domain', 'shared/contracts', 'shared/ports'], packages: ['zod'], pure: true },
  'shared/adapters': {
    imports: ['shared/domain', 'shared/contracts', 'shared/ports'],
    packages: ['zod', 'node:*', '@aws-sdk/*', '@paypal/payouts-sdk'],
  },
  functions: {
    imports: ['shared/usecases', 'shared/adapters', 'shared/contracts', 'shared/ports', 'shared/domain'],
    packages: [
      'zod',
      'zod-openapi',
      'csv-parse',
      'csv-stringify',
      'pdfkit',
      'node:*',
      '@aws-sdk/*',
      '@aws-lambda-powertools/*',
      '@middy/core',
      'aws-lambda',
    ],
  },
  infra: {
    imports: ['shared/contracts', 'cdk.json'],
    packages: ['aws-cdk-lib', 'cdk-nag', 'constructs', 'esbuild', 'vite', 'node:*'],
  },
  // Types of the API come from its document; beside them the portal knows names that contracts give to things.
  portal: { imports: ['shared/contracts'], packages: ['preact', 'preact-iso', 'openapi-fetch', 'uplot', 'uqr'] },
  // The embedded cloud runs what is synthesized: that it asks for, and nothing else of infra.
  local: { imports: ['shared/*', 'functions', 'infra/synthesize.ts'], packages: ['*'] },
};

/** Hashing is arithmetic: the one builtin that pure code needs. */
const EXCEPTIONS = new Map([['shared/usecases/content-hash.ts', ['node:crypto']]]);
const MAX_LINES = 250;

const IMPURE: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['process.env', /\bprocess\b/],
  ['Date.now()', /\bDate\s*\.\s*now\b/],
  ['new Date() without an argument', /\bnew\s+Date\s*(?:\(\s*\)|(?![\s(\w]))/],
  ['Date() as a clock', /(?<!\bnew\s+|[.\w])Date\s*\(/],
  ['Math.random()', /\bMath\s*\.\s*random\b/],
  ['a timer', /\b(?:setTimeout|setInterval|setImmediate|queueMicrotask)\b/],
  ['performance.now()', /\bperformance\s*\.\s*now\b/],
  ['crypto of the global kind', /(?:\bglobalThis\s*\.\s*|(?<![.\w]))crypto\s*\.\s*\w/],
];

const IMPORT =
  /\b(?:import|export)\s[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*['"]([^'"]+)['"]|\b(?:import|require)\s*\(\s*['"]([^'"]+)['"]/g;

/** What stands in comments and strings is talked about, not done. Templates stay, for the code in them. */
const withoutComments = (text: string): string =>
  text.replace(
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_, quoted?: string) => quoted ?? ' ',
  );
const withoutStrings = (text: string): string => text.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''");

/** `shared/domain` for a file in it; the first folder for any other. */
export function roomOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'shared' ? `${first}/${second}` : first;
}

const importsOf = (text: string): string[] =>
  [...withoutComments(text).matchAll(IMPORT)].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '');

const allows = (allowed: readonly string[], target: string): boolean =>
  allowed.some((each) =>
    each.endsWith('*') ? target.startsWith(each.slice(0, -1)) : target === each || target.startsWith(`${each}/`),
  );

/** What is wrong with a file, in words; each line names it. */
export function problemsOf({ path, text }: Source): string[] {
  const room = ROOMS[roomOf(path)];
  if (!room) return [`${path} is in no room`];
  const problems: string[] = [];
  const lines = text.trimEnd().split('\n').length;
  if (lines > MAX_LINES) problems.push(`${path} has ${lines} lines: look for the second idea`);
  for (const name of importsOf(text)) {
    const inside = name.startsWith('.');
    const target = inside ? normalize(join(dirname(path), name)) : name;
    const allowed = inside
      ? roomOf(target) === roomOf(path) || allows(room.imports, target)
      : allows([...room.packages, ...(EXCEPTIONS.get(path) ?? [])], target);
    if (!allowed) problems.push(`${path} imports ${target}`);
  }
  const code = withoutStrings(withoutComments(text));
  for (const [what, pattern] of room.pure ? IMPURE : []) if (pattern.test(code)) problems.push(`${path} uses ${what}`);
  return problems;
}
