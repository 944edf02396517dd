/** A few programs live through the simulation in each test run: nothing breaks, every kind of fault happens, a seed goes the same way twice. */
import { expect, it } from 'vitest';
import { CAST } from './cast.ts';
import { FAULTS } from './kernel/faults.ts';
import { Report, replayLine } from './report.ts';
import { runSeed } from './run-seed.ts';
import { runSeeds } from './run-seeds.ts';
import { Simulation } from './simulation.ts';

it('a seed goes the same way each time, and another seed another way', async () => {
  const trace: string[][] = [[], []];
  const runs = await Promise.all(trace.map((lines) => runSeed(11, 12, (line) => lines.push(line))));
  expect(runs[0]).toEqual(runs[1]);
  expect(trace[0]).toEqual(trace[1]);
  expect(runs[0]?.steps).toBe(trace[0]?.length);
  expect((await runSeed(12, 12)).hash).not.toBe(runs[0]?.hash);
});

it('nothing breaks in forty programs, and every kind of fault is met', { timeout: 120_000 }, async () => {
  const report = new Report();
  await runSeeds({ from: 1, seeds: SEEDS, weeks: 30 }, (result) => report.add(result));
  expect(report.broken.map(replayLine)).toEqual([]);
  expect(report.neverHit()).toEqual([]);
  for (const path of PATHS) expect(report.paths.get(path) ?? 0, path).toBeGreaterThan(0);
  expect(report.fridays).toBe(SEEDS * (30 + 9));
});
const SEEDS = 40;
/** Paths that a simulation must take to be worth anything. */
const PATHS = [
  ...['opened: plan', 'opened: queue', 'opened: already-running', 'opened: nothing-to-do', 'guard: over-caps'],
  ...['run held', 'event waiting', 'event refused', 'event duplicate', 'link: done', 'address change: done'],
  ...['claim made: done', 'claim confirm: done', 'claim deny: done', 'claim by staff, reopen: done'],
  ...['webhook taken', 'webhook duplicate', 'look: over', 'look: seen', 'look: unknown'],
  ...['adjustment: approved', 'adjustment: proposed', 'settings change: done', 'freeze: done', 'staff change: done'],
  ...['alarm: a batch is parked for operations', 'alarm: PayPal will not take some items'],
  ...['worker failed: BatchOutcomeUnknown', 'worker failed: PayPalNotAsked', 'run closed at its deadline'],
];

it('a PayPal that moves every cent twice is found', async () => {
  const found: string[] = [];
  for (let seed = 1; seed <= 6; seed += 1) {
    const simulation = new Simulation(seed, 20);
    const { books } = simulation.paypal;
    simulation.paypal.accepted = (batch) => {
      books.add({ ...batch, batchId: `${batch.batchId}-again`, senderBatchId: `${batch.senderBatchId}-again` });
      simulation.watch.accepted(batch);
    };
    await simulation.live(CAST).catch((error: Error) => found.push(error.message));
  }
  expect(found.length).toBeGreaterThan(2);
  for (const problem of found) expect(problem).toMatch(/is paid \d+ by \d+ for .*, and earned \d+/);
});

it('nobody can change what the ledger keeps: in every eighth program it is frozen', async () => {
  const simulation = new Simulation(8, 6);
  await simulation.live(CAST);
  const kept = simulation.store.peek({ pk: 'PARTNER#p0', sk: 'PROFILE' }) as unknown as { partner: { name: string } };
  expect(() => Object.assign(kept.partner, { name: 'another' })).toThrow('read only');
});

it('one line says how to live a broken seed again', () => {
  const broken = {
    seed: 7,
    weeks: 52,
    fridays: 61,
    hash: 'ab',
    steps: 1,
    faults: {},
    paths: {},
    broken: 'p0 is paid too much\nat',
  };
  expect(replayLine(broken)).toBe(
    'seed 7 broke (trace ab): p0 is paid too much; again: npm run simulate -- --seed 7 --weeks 52',
  );
  const report = new Report();
  report.add(broken);
  expect(report.neverHit()).toEqual(Object.keys(FAULTS));
});
