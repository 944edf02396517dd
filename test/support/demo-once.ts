/** Brings the demo program up to its Friday's run once; tests that look at it in a browser each start on a copy of what was kept. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ProgramClock } from '../../local/clock.ts';
import { startLaptop } from '../../local/laptop.ts';
import { loadProgram, programOf } from '../../local/start/load-program.ts';
import { type LocalDay, localDay } from '../../shared/domain/calendar/local-day.ts';
import { synthesizeForTests } from './synthesize-once.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The state directory of the demo program. */
    demo: string;
    /** The Friday whose run has just paid. */
    demoFriday: LocalDay;
  }
}

const FRIDAY = localDay('2026-11-20');

export default async function setup(project: TestProject): Promise<() => void> {
  const { synthesized, remove } = await synthesizeForTests();
  const demo = mkdtempSync(join(tmpdir(), 'partner-payouts-demo-'));
  const removeBoth = (): void => {
    remove();
    rmSync(demo, { recursive: true, force: true });
  };
  try {
    const program = await programOf(undefined, FRIDAY);
    const laptop = await startLaptop({ clock: ProgramClock.standing(program.begin), synthesized, stateDir: demo });
    await loadProgram(laptop, program, demo).finally(() => laptop.stop());
  } catch (error) {
    removeBoth();
    throw error;
  }
  project.provide('synthesized', synthesized);
  project.provide('demo', demo);
  project.provide('demoFriday', FRIDAY);
  return removeBoth;
}
