/** Lives one seed and tells what came of it. */
import { CAST } from './cast.ts';
import type { Fault } from './kernel/faults.ts';
import { Simulation } from './simulation.ts';

export interface SeedResult {
  readonly seed: number;
  /** As asked: on these Fridays things go wrong. */
  readonly weeks: number;
  /** Lived and checked, calm ones among them. */
  readonly fridays: number;
  readonly hash: string;
  readonly steps: number;
  readonly faults: Partial<Record<Fault, number>>;
  readonly paths: Readonly<Record<string, number>>;
  /** What was found, when something was. */
  readonly broken?: string;
  readonly stack?: string | undefined;
}

export async function runSeed(seed: number, weeks: number, tell?: (line: string) => void): Promise<SeedResult> {
  const simulation = new Simulation(seed, weeks, tell);
  let broken: Error | undefined;
  try {
    await simulation.live(CAST);
  } catch (error) {
    broken = error as Error;
  }
  return {
    seed,
    weeks,
    fridays: simulation.fridays,
    hash: simulation.trace.hash,
    steps: simulation.trace.steps,
    faults: Object.fromEntries(simulation.faults.counts),
    paths: Object.fromEntries(simulation.paths),
    ...(broken && { broken: broken.message, stack: broken.stack }),
  };
}
