/** How far an execution came, state by state. */
import type { components } from '../../api/schema.made.ts';

export type TracedExecution = components['schemas']['TracedExecution'];

/** `ended`: the execution ended in this state without success. `failed`: this state failed, and the workflow went its way for errors. */
export type Reach = 'done' | 'running' | 'ended' | 'failed';

export interface ReachedState {
  readonly reach: Reach;
  readonly visits: number;
  readonly last: TracedExecution['steps'][number];
}

/** What of several groups is shown: the higher one. */
const OF_GROUPS: Readonly<Record<Reach, number>> = { done: 0, failed: 1, running: 2, ended: 3 };

export function reachedStates({ status, steps }: TracedExecution): ReadonlyMap<string, ReachedState> {
  const reached = new Map<string, ReachedState>();
  for (const step of steps) {
    const before = reached.get(step.state);
    const visits = (before?.visits ?? 0) + 1;
    const reach = reachOf(step, status);
    // Groups stand side by side, whatever order they come in; of a loop's rounds the last one counts.
    const isBehind = step.iteration !== undefined && before && OF_GROUPS[before.reach] > OF_GROUPS[reach];
    reached.set(step.state, isBehind ? { ...before, visits } : { visits, last: step, reach });
  }
  return reached;
}

/** The ways that were walked: from each step to the next one, those of a Map's iteration among themselves. */
export function walkedWays({ steps }: Pick<TracedExecution, 'steps'>): ReadonlySet<string> {
  const walked = new Set<string>();
  const before = new Map<number | undefined, string>();
  for (const { state, iteration } of steps) {
    const from = before.get(iteration);
    if (from !== undefined) walked.add(wayOf(from, state));
    before.set(iteration, state);
  }
  return walked;
}

export const wayOf = (from: string, to: string): string => `${from} → ${to}`;

function reachOf({ exitedAt, failed }: TracedExecution['steps'][number], status: TracedExecution['status']): Reach {
  if (exitedAt !== undefined || status === 'succeeded') return failed ? 'failed' : 'done';
  return status === 'running' ? 'running' : 'ended';
}

export const REACH_WORDS: Readonly<Record<Reach, string>> = {
  done: 'done',
  running: 'at work',
  ended: 'ended here',
  failed: 'failed',
};

/** `420 ms`, `1.3 s`, `12 min`: as exact as somebody who watches needs it. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
