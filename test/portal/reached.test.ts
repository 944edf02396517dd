/** How far an execution came, as its drawing colours it. */
import { expect, it } from 'vitest';
import { reachedStates, type TracedExecution } from '../../portal/operations/runs/reached.ts';

type Step = TracedExecution['steps'][number];

const AT = '2026-11-20T17:00:00.000Z';
const step = (state: string, more: Partial<Step> = {}): Step => ({
  ...{ state, type: 'Task', enteredAt: AT, exitedAt: AT, durationMs: 0, retries: 0 },
  ...more,
});

function reachIn(status: TracedExecution['status'], ...steps: Step[]) {
  const execution = { status, steps } as TracedExecution;
  return Object.fromEntries(
    [...reachedStates(execution)].map(([state, { reach, visits }]) => [state, [reach, visits]]),
  );
}

it('shows a group that failed beside groups that did not, in whatever order they ended', () => {
  const failed = step('PlanBuckets', { iteration: 0, failed: true });
  const done = step('PlanBuckets', { iteration: 1 });
  for (const groups of [
    [failed, done],
    [done, failed],
  ])
    expect(reachIn('succeeded', ...groups)).toEqual({ PlanBuckets: ['failed', 2] });
});

it('shows the last round of a loop', () => {
  expect(reachIn('succeeded', step('Reconcile', { failed: true }), step('Reconcile'))).toEqual({
    Reconcile: ['done', 2],
  });
});

it('shows where an execution is, and where it ended', () => {
  const { exitedAt: _, ...open } = step('GuardRun');
  expect(reachIn('running', step('OpenRun'), open)).toEqual({ OpenRun: ['done', 1], GuardRun: ['running', 1] });
  expect(reachIn('failed', step('OpenRun'), open)).toEqual({ OpenRun: ['done', 1], GuardRun: ['ended', 1] });
});
