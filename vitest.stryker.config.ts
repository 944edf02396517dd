import { defineConfig } from 'vitest/config';

// What a changed shared/domain must not get past: its own tests. Pure ones, so that files may share a worker; starting one costs more than most mutants.
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts'],
    // They live whole programs with every use case: too slow for each of two thousand mutants.
    exclude: ['test/domain/why/simulated-future.test.ts', 'test/domain/why/unfinished-runs.test.ts'],
    setupFiles: ['test/support/fixed-seed.ts'],
    isolate: false,
    testTimeout: 30_000,
  },
});
