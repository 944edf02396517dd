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

const { exitedAt: _, ...left } = step('PlanBuckets');
const group = {
  done: step('PlanBuckets', { iteration: 1 }),
  failed: step('PlanBuckets', { iteration: 2, failed: true }),
  open: { ...left, iteration: 3 },
};

it.each([
  { status: 'succeeded', groups: ['done', 'failed'], shown: 'failed' },
  { status: 'running', groups: ['done', 'open', 'failed'], shown: 'running' },
  { status: 'aborted', groups: ['done', 'open', 'failed'], shown: 'ended' },
  { status: 'running', groups: ['done', 'done'], shown: 'done' },
] as const)('shows groups $groups of one that is $status as $shown, in whatever order they come', (given) => {
  const groups = given.groups.map((each) => group[each]);
  for (const ordered of [groups, groups.toReversed()])
    expect(reachIn(given.status, ...ordered)).toEqual({ PlanBuckets: [given.shown, groups.length] });
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
