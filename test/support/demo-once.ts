/** Brings the demo program up to its Friday's run once; tests that look at it in a browser each start on a copy of what was kept. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ProgramClock } from '../../local/clock.ts';
import { startLaptop } from '../../local/laptop.ts';
import { loadProgram, programOf } from '../../local/start/load-program.ts';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import { synthesizeForTests } from './synthesize-once.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The state directory of the demo program. */
    demo: string;
  }
}

/** Its run has just paid, and the clock stands there. */
const FRIDAY = localDay('2026-11-20');

export default async function setup(project: TestProject): Promise<() => void> {
  const { synthesized, remove } = await synthesizeForTests();
  const demo = mkdtempSync(join(tmpdir(), 'partner-payouts-demo-'));
  const program = await programOf(undefined, FRIDAY);
  const laptop = await startLaptop({ clock: ProgramClock.standing(program.begin), synthesized, stateDir: demo });
  try {
    await loadProgram(laptop, program, demo);
  } finally {
    await laptop.stop();
  }
  project.provide('synthesized', synthesized);
  project.provide('demo', demo);
  return () => {
    remove();
    rmSync(demo, { recursive: true, force: true });
  };
}
