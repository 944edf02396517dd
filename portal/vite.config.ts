/** Builds the Partner Center and the operations pages into dist/portal: files that never change under their name, and index.html. */
import { defineConfig } from 'vite';
import { PORTAL_OUTPUT } from '../infra/portal-files.ts';

export default defineConfig({
  root: import.meta.dirname,
  // Every page of the portal is index.html, however deep its path: assets are named from the root.
  base: '/',
  publicDir: 'public',
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: PORTAL_OUTPUT,
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows no data: address, not even for a picture.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
