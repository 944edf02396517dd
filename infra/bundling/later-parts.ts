/**
 * A dynamic import in our own sources, `await import('./part.ts')`, begins a file of its own: `part.mjs` beside `index.mjs`,
 * read when it is first needed. What both use is in both: a part shares no state with its function.
 */
import { basename, resolve } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

export class LaterParts {
  /** Source by the name under which bundles import it. */
  readonly #sources = new Map<string, string>();

  readonly plugin: Plugin = {
    name: 'later-parts',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\.\.?\// }, ({ kind, path, importer, resolveDir }) => {
        if (kind !== `dynamic-import` || importer.includes('node_modules')) return undefined;
        return { path: this.#named(resolve(resolveDir, path)), external: true };
      });
    },
  };

  #named(source: string): string {
    const name = `./${basename(source).replace(/\.ts$/, '.mjs')}`;
    const other = this.#sources.get(name) ?? source;
    if (other !== source) throw new Error(`Two later parts are called ${name}: ${other} and ${source}`);
    this.#sources.set(name, source);
    return name;
  }

  /** The parts that an output of the build imports, by their names without an ending. */
  of({ imports }: Metafile['outputs'][string]): [part: string, source: string][] {
    return imports.flatMap(({ path, external }) => {
      const source = external ? this.#sources.get(path) : undefined;
      return source === undefined ? [] : [[basename(path, '.mjs'), source]];
    });
  }
}
