/** The drawing of a workflow: every state has a place of its own, ways lead downwards, and those that go back are told apart. */
import { expect, it } from 'vitest';
import { layOutWorkflow, type StateToPlace } from '../../portal/operations/runs/workflow-layout.ts';

const STATES: readonly StateToPlace[] = [
  { name: 'Open', transitions: [{ to: 'Choose' }] },
  { name: 'Choose', transitions: [{ to: 'Map' }, { to: 'Look' }, { to: 'End' }] },
  { name: 'Map', transitions: [{ to: 'Look' }] },
  { name: 'Plan', within: 'Map', transitions: [{ to: 'Failed' }] },
  { name: 'Failed', within: 'Map', transitions: [] },
  { name: 'Look', transitions: [{ to: 'IsOpen' }] },
  { name: 'IsOpen', transitions: [{ to: 'Wait' }, { to: 'End' }] },
  { name: 'Wait', transitions: [{ to: 'Look' }] },
  { name: 'End', transitions: [] },
];
const layout = layOutWorkflow('Open', STATES);
const at = (name: string) => {
  const state = layout.states.find((each) => each.name === name);
  if (!state) throw new Error(`${name} has no place`);
  return state;
};

it('gives every state a place inside the drawing, and no two the same', () => {
  expect(layout.states.map(({ name }) => name).sort()).toEqual(STATES.map(({ name }) => name).sort());
  expect(new Set(layout.states.map(({ x, y }) => `${x} ${y}`)).size).toBe(STATES.length);
  for (const { x, y, width, height } of layout.states) {
    expect(x).toBeGreaterThan(0);
    expect(x + width).toBeLessThan(layout.width);
    expect(y + height).toBeLessThan(layout.height);
  }
});

it('leads downwards, but for what goes back', () => {
  expect(layout.ways.filter(({ isBack }) => isBack)).toMatchObject([{ from: 'Wait', to: 'Look' }]);
  for (const way of layout.ways.filter(({ from, isBack }) => !isBack && from !== 'Plan'))
    expect(at(way.from).y).toBeLessThan(at(way.to).y);
});

it('puts the states of a Map right beside it', () => {
  expect(at('Plan').y).toBe(at('Map').y);
  const row = layout.states.filter(({ y }) => y === at('Map').y).sort((a, b) => a.x - b.x);
  expect(row.map(({ name }) => name).slice(0, 3)).toEqual(['Map', 'Plan', 'Failed']);
});
