import { defineConfig } from 'vitest/config';

// Two projects: what is tested in one process within seconds, and what runs on the embedded cloud from one synthesized stack.
const shared = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    // The second one is silent until a whole run leaves a fault of docs/faults.md without its proof.
    reporters: ['default', './test/faults/fault-reporter.ts'],
    projects: [
      { test: { ...shared, name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/embedded/**'] } },
      {
        test: {
          ...shared,
          name: 'embedded',
          include: ['test/embedded/**/*.test.ts'],
          globalSetup: ['test/support/synthesize-once.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
