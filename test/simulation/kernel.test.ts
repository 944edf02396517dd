/** What the simulation stands on: chance that repeats itself, an agenda in order, processes that take turns and die between any two steps. */
import { describe, expect, it } from 'vitest';
import { Agenda } from './kernel/agenda.ts';
import { chance } from './kernel/chance.ts';
import { Trace } from './kernel/trace.ts';
import { type End, World } from './kernel/world.ts';

describe('chance', () => {
  it('is the same for a seed, and another for the seed beside it', () => {
    const numbers = (seed: number): number[] => {
      const source = chance(seed);
      return Array.from({ length: 50 }, () => source.next());
    };
    expect(numbers(7)).toEqual(numbers(7));
    expect(numbers(7).filter((number, place) => number === numbers(8)[place])).toEqual([]);
  });

  it('is spread evenly, in one seed and over the first numbers of many', () => {
    const one = chance(1);
    const tens = (draw: () => number): number[] => {
      const counts = Array<number>(10).fill(0);
      for (let time = 0; time < 20_000; time += 1) {
        const place = Math.floor(draw() * 10);
        counts[place] = (counts[place] ?? 0) + 1;
      }
      return counts;
    };
    let seed = 0;
    const firsts = () => {
      seed += 1;
      return chance(seed).next();
    };
    for (const counts of [tens(() => one.next()), tens(firsts)])
      for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  it('picks every value, bounds included', () => {
    const source = chance(3);
    expect(new Set(Array.from({ length: 200 }, () => source.between(1, 4)))).toEqual(new Set([1, 2, 3, 4]));
    expect(() => source.pick([])).toThrow('nothing to pick from');
  });
});

it('an agenda gives back by time, and in the order of planning within a moment', () => {
  const agenda = new Agenda<number>();
  const source = chance(5);
  const planned = Array.from({ length: 500 }, (_, value) => ({ at: source.between(0, 20), value }));
  for (const { at, value } of planned) agenda.add(at, value);
  const taken = Array.from({ length: 500 }, () => agenda.take()?.value);
  expect(taken).toEqual(planned.toSorted((a, b) => a.at - b.at || a.value - b.value).map(({ value }) => value));
  expect(agenda.take()).toBeUndefined();
});

const world = (): World => new World(0, chance(1), new Trace());

describe('a world', () => {
  it('lets processes take turns by the time of their steps', async () => {
    const [place, happened]: [World, string[]] = [world(), []];
    for (const [name, pace] of [
      ['hare', 2],
      ['snail', 5],
    ] as const)
      place.start(
        name,
        async (process) => {
          for (const step of [1, 2, 3])
            await place.step(process, 'walk', pace, () => void happened.push(`${place.now} ${name} ${step}`));
        },
        () => {},
      );
    await place.run();
    expect(happened).toEqual(['2 hare 1', '4 hare 2', '5 snail 1', '6 hare 3', '10 snail 2', '15 snail 3']);
  });

  it('goes on where a process has several steps under way', async () => {
    const place = world();
    let sum: End<number> | undefined;
    place.start(
      'adder',
      async (process) => {
        const parts = await Promise.all([3, 1, 2].map((part) => place.step(process, 'add', part, () => part)));
        return (await place.step(process, 'last', 1, () => 10)) + parts.reduce((a, b) => a + b);
      },
      (end) => {
        sum = end;
      },
    );
    await place.run();
    expect(sum).toEqual({ kind: 'done', result: 16 });
  });

  it('does nothing more for a process that died, not even what it caught', async () => {
    const [place, happened, ends]: [World, string[], string[]] = [world(), [], []];
    place.start(
      'victim',
      async (process) => {
        try {
          await place.step(process, 'one', 1, () => {
            happened.push('one');
            process.died('crash after a step');
          });
        } finally {
          happened.push('never');
          await place.step(process, 'two', 1, () => void happened.push('never'));
        }
      },
      (end) => ends.push(end.kind),
    );
    await place.run();
    expect([happened, ends]).toEqual([['one'], ['died']]);
  });

  it('kills a process whose time is up, and tells of one that failed', async () => {
    const [place, ends]: [World, End<void>[]] = [world(), []];
    place.start(
      'slow',
      (process) => place.step(process, 'sleep', 50, () => {}),
      (end) => ends.push(end),
      20,
    );
    place.start(
      'broken',
      (process) =>
        place.step(process, 'break', 30, () => {
          throw new Error('broken');
        }),
      (end) => ends.push(end),
    );
    await place.run();
    expect(ends).toEqual([
      { kind: 'died', how: 'ran out of time' },
      { kind: 'failed', error: new Error('broken') },
    ]);
  });

  it('ends with the first thing that must never be', async () => {
    const place = world();
    place.at(1, () => place.fail(new Error('first')));
    place.at(2, () => place.fail(new Error('second')));
    await expect(place.run()).rejects.toThrow('first');
  });
});

it('a trace tells two orders of the same steps apart', () => {
  const hash = (...steps: string[]): string => {
    const trace = new Trace();
    for (const step of steps) trace.add(1_700_000_000_000, 'a', step);
    return trace.hash;
  };
  expect(hash('x', 'y')).toBe(hash('x', 'y'));
  expect(new Set([hash('x', 'y'), hash('y', 'x'), hash('xy'), hash('x'), hash()]).size).toBe(5);
});
