/** Lives many seeds on all cores. What a seed comes to does not depend on the core, nor on the seeds beside it. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SeedResult } from './run-seed.ts';

export interface SeedsAsked {
  readonly from: number;
  readonly seeds: number;
  readonly weeks: number;
  readonly threads?: number;
  /** Stops at the first that breaks. @default false */
  readonly untilBroken?: boolean;
}

/** @param heard each result as it comes, in no order. */
export async function runSeeds(
  { from, seeds, weeks, threads = availableParallelism(), untilBroken = false }: SeedsAsked,
  heard: (result: SeedResult) => void,
): Promise<void> {
  let next = from;
  let over = false;
  await Promise.all(
    Array.from({ length: Math.min(threads, seeds) }, () => {
      const worker = new Worker(new URL('./seed-worker.ts', import.meta.url), {
        // What a program leaves behind dies young: with more room it is collected once, not copied around.
        resourceLimits: { maxYoungGenerationSizeMb: 128 },
      });
      const more = (): boolean => {
        if (over || next >= from + seeds) return false;
        worker.postMessage({ seed: next, weeks });
        next += 1;
        return true;
      };
      return new Promise<void>((resolve, reject) => {
        worker.on('error', reject);
        worker.on('message', (result: SeedResult) => {
          heard(result);
          if (untilBroken && result.broken !== undefined) over = true;
          if (!more()) resolve();
        });
        if (!more()) resolve();
      }).finally(() => worker.terminate());
    }),
  );
}
