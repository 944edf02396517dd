/** Modules whose name ends in `.made.ts` are evaluated while bundling: bundles get what they made, not what it takes to make it. */
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';

export const madeModules: Plugin = {
  name: 'made-modules',
  setup({ onLoad }) {
    onLoad({ filter: /\.made\.ts$/ }, async ({ path }) => {
      const { default: made } = (await import(pathToFileURL(path).href)) as { default: unknown };
      return { contents: `export default ${JSON.stringify(made)};`, loader: 'js' };
    });
  },
};
