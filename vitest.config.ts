import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { CHROMIUM } from './test/support/chromium.ts';

// Projects: what needs no cloud, what runs on the embedded cloud from one synthesized stack, and the portal in a browser. A
// cloud works on all cores by itself: two at a time take as long, and longer than their tests wait.
const shared = { testTimeout: 30_000, hookTimeout: 60_000 };
/** A poll ends when it is so; how long until then is the machine's affair. */
const onCloud = { ...shared, expect: { poll: { timeout: 20_000 } }, maxWorkers: 1, sequence: { groupOrder: 1 } };

const browser = {
  test: {
    ...onCloud,
    name: 'browser',
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/support/demo-once.ts'],
    testTimeout: 60_000,
  },
};
if (!CHROMIUM)
  console.warn(
    'The browser tests are left out: there is no Chromium here (apt-get install chromium, or CHROMIUM=path).',
  );

export default defineConfig({
  test: {
    // The second one is silent until a whole run leaves a fault of docs/faults.md without its proof.
    reporters: ['default', './test/faults/fault-reporter.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          isolate: false,
          // Vitest would leave one core free, for nobody.
          maxWorkers: availableParallelism(),
          include: ['test/**/*.test.ts'],
          exclude: ['test/embedded/**', 'test/browser/**'],
        },
      },
      {
        test: {
          ...onCloud,
          name: 'embedded',
          include: ['test/embedded/**/*.test.ts'],
          globalSetup: ['test/support/synthesize-once.ts'],
          testTimeout: 120_000,
        },
      },
      ...(CHROMIUM ? [browser] : []),
    ],
  },
});
