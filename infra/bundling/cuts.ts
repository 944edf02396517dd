/** What never runs in a Lambda function and therefore stays out of its bundle. Each cut that misses its mark fails the build. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { type Edit, edited } from './edit-source.ts';

/** 135 kB of 530: profiles, SSO, STS and metadata services, of which Lambda's environment has none. */
export const CREDENTIALS_ALIAS = {
  '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'lambda-credentials.ts'),
};

/** Comes along when a function makes JSON schemas: then it keeps Zod whole. */
export const MAKES_JSON_SCHEMAS = /node_modules\/zod\/v4\/core\/to-json-schema\.js$/;

/** What no bundle may hold: it would mean that the SDK asks for credentials by another name since its last update. */
export const NEVER_BUNDLED =
  /node_modules\/@aws-sdk\/(?:nested-clients|token-providers|credential-provider-(?!env\b)[a-z-]+)\//;

// On one line: those that follow keep their numbers in the source map.
const REFUSALS = [
  'const refuse = (what) => () => { throw new Error(what + "() is cut from bundles: see infra/bundling/cuts.ts"); };',
  'const createToJSONSchemaMethod = () => refuse("toJSONSchema");',
  'const createStandardJSONSchemaMethod = createToJSONSchemaMethod;',
];

/** 28 kB of 93: bundlers keep every method of a class, and Zod's classes reach most of Zod. */
const ZOD_CLASSES = /node_modules\/zod\/v4\/classic\/schemas\.js$/;
const ZOD_EDITS: readonly Edit[] = [
  {
    why: 'each kind of schema says how it is written as a JSON schema (7 kB)',
    find: /^ +inst\._zod\.processJSONSchema = .*;$/gm,
    replace: () => '',
  },
  {
    why: 'each schema has methods that write it as a JSON schema (9 kB)',
    find: /^import \{ createStandardJSONSchemaMethod, createToJSONSchemaMethod \} from .*;$/m,
    replace: () => REFUSALS.join(' '),
  },
  {
    why: 'z.string() has a deprecated short form for each format, z.string().email() for z.email() (12 kB)',
    find: /^ {4}(\w+)\(params\) \{\n {8}return this\.check\(core\._\w+\(Zod(?!Number)\w+, params\)\);\n {4}\},?$/gm,
    // Three lines again.
    replace: (_, name) => `${name}: /*@__PURE__*/ refuse("z.string().${name}"),\n\n`,
  },
];

export const zodCuts: Plugin = {
  name: 'zod-cuts',
  setup({ onLoad }) {
    onLoad({ filter: ZOD_CLASSES }, async ({ path }) => ({
      contents: edited(await readFile(path, 'utf8'), path, ZOD_EDITS),
    }));
  },
};
