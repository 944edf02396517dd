/** Sources in their order, the next ones begun early, and nothing left behind by whoever stops. */
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readAhead } from '../../../shared/usecases/run/read-ahead.ts';

interface Watched {
  readonly sources: (() => AsyncIterable<string>)[];
  readonly begun: number[];
  readonly ended: number[];
}

/** Sources of some values each; `fails` throws after its values. */
function sourcesOf(lengths: readonly number[], fails?: number): Watched {
  const begun: number[] = [];
  const ended: number[] = [];
  const sources = lengths.map(
    (length, source) =>
      async function* () {
        begun.push(source);
        try {
          for (let place = 0; place < length; place += 1) yield `${source}.${place}`;
          if (source === fails) throw new Error(`source ${source}`);
        } finally {
          ended.push(source);
        }
      },
  );
  return { sources, begun, ended };
}

async function all(values: AsyncIterable<string>): Promise<string[]> {
  const list: string[] = [];
  for await (const value of values) list.push(value);
  return list;
}

describe('reading ahead', () => {
  it.each([0, 1, 2, 7])('%d sources ahead keeps the order', async (ahead) => {
    const { sources } = sourcesOf([2, 0, 1, 0, 3]);
    expect(await all(readAhead(sources, ahead))).toEqual(['0.0', '0.1', '2.0', '4.0', '4.1', '4.2']);
  });

  it('of nothing is nothing', async () => expect(await all(readAhead([], 3))).toEqual([]));

  it('has begun so many sources more than the one it reads, and no other', async () => {
    const { sources, begun } = sourcesOf([1, 1, 1, 1, 1]);
    const values = readAhead(sources, 2);
    expect((await values.next()).value).toBe('0.0');
    expect(begun).toEqual([0, 1, 2]);
    await values.next();
    expect(begun).toEqual([0, 1, 2, 3]);
    await values.return();
  });

  it('without any ahead begins a source when it is its turn', async () => {
    const { sources, begun } = sourcesOf([1, 1]);
    const values = readAhead(sources, 0);
    await values.next();
    expect(begun).toEqual([0]);
    await values.return();
  });

  it('ends what it began when its reader stops', async () => {
    const { sources, begun, ended } = sourcesOf([2, 2, 2, 2]);
    for await (const _ of readAhead(sources, 1)) break;
    expect(ended.sort()).toEqual(begun.sort());
    expect(begun).toEqual([0, 1]);
  });

  it('has heard of a failure ahead while its reader is slow', async () => {
    const { sources } = sourcesOf([3, 0], 1);
    const unheard: unknown[] = [];
    const note = (reason: unknown): void => void unheard.push(reason);
    process.on('unhandledRejection', note);
    const reading = async () => {
      for await (const _ of readAhead(sources, 1)) await setImmediate();
    };
    await expect(reading()).rejects.toThrow('source 1');
    process.off('unhandledRejection', note);
    expect(unheard).toEqual([]);
  });

  it('throws a failure in its turn, after what came before it', async () => {
    const { sources, ended, begun } = sourcesOf([2, 0, 1], 1);
    const seen: string[] = [];
    const reading = async () => {
      for await (const value of readAhead(sources, 2)) seen.push(value);
    };
    await expect(reading()).rejects.toThrow('source 1');
    expect(seen).toEqual(['0.0', '0.1']);
    expect(ended.sort()).toEqual(begun.sort());
  });
});
