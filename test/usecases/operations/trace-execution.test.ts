/** An execution's history as the states it went through: loops, retries, a Map whose iterations run side by side. */
import { describe, expect, it } from 'vitest';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import type { ExecutionEvent } from '../../../shared/ports/executions.ts';
import { drawWorkflow } from '../../../shared/usecases/operations/draw-workflow.ts';
import { shortCause, traceExecution } from '../../../shared/usecases/operations/trace-execution.ts';

type Told = Partial<ExecutionEvent> & Pick<ExecutionEvent, 'kind'>;

/** Event ids count from 1, a second apart; each follows the one before unless it says otherwise. */
const history = (...told: readonly Told[]): ExecutionEvent[] =>
  told.map((event, place) => ({ id: place + 1, previous: place, at: instant((place + 1) * 1_000), ...event }));

const entered = (state: string, more: Partial<Told> = {}): Told => ({
  kind: 'entered',
  state,
  stateType: 'Task',
  ...more,
});
const exited = (state: string, more: Partial<Told> = {}): Told => ({ kind: 'exited', state, ...more });
const tried = (more: Partial<Told> = {}): Told => ({ kind: 'tried', ...more });
const other = (more: Partial<Told> = {}): Told => ({ kind: 'other', ...more });

describe('a trace', () => {
  it('has a step for each stay, with its times', () => {
    const steps = traceExecution(
      history(other(), entered('A'), tried(), other(), exited('A'), entered('B', { stateType: 'Wait' })),
    );
    expect(steps).toEqual([
      { state: 'A', type: 'Task', enteredAt: 2_000, exitedAt: 5_000, retries: 0 },
      { state: 'B', type: 'Wait', enteredAt: 6_000, retries: 0 },
    ]);
  });

  it('keeps the stays of a loop apart', () => {
    const events = history(entered('A'), exited('A'), entered('B'), exited('B'), entered('A'), exited('A'));
    expect(traceExecution(events).map(({ state, enteredAt, exitedAt }) => [state, enteredAt, exitedAt])).toEqual([
      ['A', 1_000, 2_000],
      ['B', 3_000, 4_000],
      ['A', 5_000, 6_000],
    ]);
  });

  it('counts retries, and keeps the last error even where the state went on', () => {
    const failed: Told = { kind: 'failed', error: 'TableBusy', cause: '{"errorMessage":"too much","trace":["a"]}' };
    const [step] = traceExecution(history(entered('A'), tried(), failed, tried(), failed, tried(), exited('A')));
    expect(step).toMatchObject({ retries: 2, error: 'TableBusy', cause: 'too much', exitedAt: 7_000 });
    expect(step).not.toHaveProperty('failed');
  });

  it('says of a state that it failed when its last try did, though the workflow went on', () => {
    const failed: Told = { kind: 'failed', error: 'TableBusy' };
    const steps = traceExecution(
      history(entered('A'), tried(), failed, tried(), failed, exited('A'), entered('GaveUp'), exited('GaveUp')),
    );
    expect(steps).toMatchObject([{ state: 'A', failed: true, exitedAt: 6_000 }, { state: 'GaveUp' }]);
    expect(steps[1]).not.toHaveProperty('failed');
  });

  it('leaves a state open in which the execution ended', () => {
    const [step] = traceExecution(history(entered('A'), tried(), { kind: 'failed', error: 'Broken' }, other()));
    expect(step).toMatchObject({ error: 'Broken' });
    expect(step).not.toHaveProperty('exitedAt');
  });

  it('tells iterations of a Map apart by the chain of their events', () => {
    const steps = traceExecution(
      history(
        entered('All', { stateType: 'Map' }), // 1
        other(), // 2: the Map started
        { kind: 'iteration', iteration: 0, previous: 2 }, // 3
        { kind: 'iteration', iteration: 1, previous: 2 }, // 4
        entered('One', { previous: 3 }), // 5
        entered('One', { previous: 4 }), // 6
        tried({ previous: 5 }), // 7
        tried({ previous: 6 }), // 8
        { kind: 'failed', error: 'TableBusy', previous: 8 }, // 9
        exited('One', { previous: 7 }), // 10: of the first
        tried({ previous: 9 }), // 11
        exited('One', { previous: 11 }), // 12
        other({ previous: 12 }), // 13: the second iteration succeeded
        other({ previous: 13 }), // 14: the Map succeeded
        exited('All', { previous: 14 }), // 15
        entered('Guard', { previous: 15 }), // 16
        tried(), // 17
        exited('Guard'), // 18
      ),
    );
    expect(steps).toEqual([
      { state: 'All', type: 'Map', enteredAt: 1_000, exitedAt: 15_000, retries: 0 },
      { state: 'One', type: 'Task', iteration: 0, enteredAt: 5_000, exitedAt: 10_000, retries: 0 },
      {
        ...{ state: 'One', type: 'Task', iteration: 1, enteredAt: 6_000, exitedAt: 12_000 },
        ...{ retries: 1, error: 'TableBusy' },
      },
      { state: 'Guard', type: 'Task', enteredAt: 16_000, exitedAt: 18_000, retries: 0 },
    ]);
  });
});

it.each([
  ['{"errorType":"TableBusy","errorMessage":"12 accounts kept changing"}', '12 accounts kept changing'],
  ['{"errorType":"TableBusy"}', '{"errorType":"TableBusy"}'],
  ['no JSON', 'no JSON'],
  ['null', 'null'],
  ['x'.repeat(1_000), 'x'.repeat(300)],
])('the cause %j is told as %j', (cause, told) => expect(shortCause(cause)).toBe(told));

it('a drawing has every state, those of a Map within it, and every way between them', () => {
  const definition = {
    StartAt: 'Open',
    States: {
      Open: { Type: 'Task', Next: 'What', Resource: 'arn:a', Retry: [] },
      What: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.action', StringEquals: 'plan', Next: 'All' },
          { And: [{ Variable: '$.a', IsPresent: true }], Comment: 'rare', Next: 'Open' },
        ],
        Default: 'Done',
      },
      All: {
        Type: 'Map',
        Next: 'Done',
        ItemProcessor: {
          StartAt: 'One',
          States: {
            One: { Type: 'Task', End: true, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Failed' }] },
            Failed: { Type: 'Pass', End: true },
          },
        },
      },
      Done: { Type: 'Succeed', Comment: 'all is well' },
    },
  };
  expect(drawWorkflow(JSON.stringify(definition))).toEqual({
    startAt: 'Open',
    states: [
      { name: 'Open', type: 'Task', transitions: [{ to: 'What' }], isEnd: false },
      {
        name: 'What',
        type: 'Choice',
        transitions: [
          { to: 'All', when: '$.action is plan' },
          { to: 'Open', when: '{"And":[{"Variable":"$.a","IsPresent":true}]}' },
          { to: 'Done', when: 'otherwise' },
        ],
        isEnd: false,
      },
      { name: 'All', type: 'Map', transitions: [{ to: 'Done' }], isEnd: false },
      {
        name: 'One',
        type: 'Task',
        within: 'All',
        transitions: [{ to: 'Failed', when: 'failed: States.ALL' }],
        isEnd: true,
      },
      { name: 'Failed', type: 'Pass', within: 'All', transitions: [], isEnd: true },
      { name: 'Done', type: 'Succeed', comment: 'all is well', transitions: [], isEnd: true },
    ],
  });
});
