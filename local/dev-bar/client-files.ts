/** The bar's own script and style, for browsers: bundled when it starts, and never a part of what is deployed. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

export interface ClientFile {
  readonly contentType: string;
  readonly contents: Uint8Array;
}

const CLIENT = join(import.meta.dirname, 'client');

/** By path. */
export async function clientFiles(): Promise<ReadonlyMap<string, ClientFile>> {
  const [{ outputFiles }, css] = await Promise.all([
    build({
      entryPoints: [join(CLIENT, 'dev-bar.ts')],
      bundle: true,
      format: 'esm',
      target: 'es2022',
      write: false,
      logLevel: 'silent',
    }),
    readFile(join(CLIENT, 'dev-bar.css')),
  ]);
  const script = outputFiles[0]?.contents ?? new Uint8Array();
  return new Map([
    ['/_local/dev-bar.js', { contentType: 'text/javascript', contents: script }],
    ['/_local/dev-bar.css', { contentType: 'text/css', contents: css }],
  ]);
}
