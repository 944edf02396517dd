/** Lets program time pass as the cloud would live through it: step by step from one due thing to the next. */
import type { Activity } from './activity.ts';
import type { ProgramClock } from './clock.ts';

export interface DrainableSource {
  isDrained(): boolean;
}

/** Somebody else may change a queue without telling: look again now and then while anybody waits. */
const LOOK_AGAIN_MS = 25;

/** Resolves when no function runs and no queue has a message that a function could get now. */
export async function untilIdle(activity: Activity, sources: readonly DrainableSource[]): Promise<void> {
  const idle = () => activity.running === 0 && sources.every((source) => source.isDrained());
  while (!(await twice(idle))) {
    const again = setTimeout(() => activity.changed(), LOOK_AGAIN_MS);
    await activity.nextChange();
    clearTimeout(again);
  }
}

/** Between two steps of a workflow there is a moment without a running function: one look is not enough. */
async function twice(check: () => boolean): Promise<boolean> {
  if (!check()) return false;
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return check();
}

/**
 * Moves the program clock to an instant, stopping wherever somebody waits for an earlier one (another execution's
 * Wait, a message to be retried), and letting everything become idle before each step.
 */
export async function passTimeUntil(
  at: number,
  clock: ProgramClock,
  idle: () => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const arrived = clock.waitUntil(at, signal);
  // It may reject while we wait for something else: the last line reports it.
  arrived.catch(() => {});
  while (clock.now() < at && !signal?.aborted) {
    await idle();
    const next = Math.min(clock.nextWake() ?? at, at);
    if (clock.now() < next && !signal?.aborted) clock.moveTo(next);
  }
  await arrived;
}
