/** A small random number generator (mulberry32): the same seed gives the same program, on every machine. */
export interface Random {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** @throws RangeError when there is nothing to pick from. */
  pick<Value>(values: readonly Value[]): Value;
  /** True once in `times` calls, on the average. */
  oneIn(times: number): boolean;
}

export function random(seed: number): Random {
  let state = seed >>> 0;
  /** From 0 up to, not including, 1. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    between,
    pick(values) {
      if (values.length === 0) throw new RangeError('there is nothing to pick from');
      return values[between(0, values.length - 1)] as (typeof values)[number];
    },
    oneIn: (times) => between(1, times) === 1,
  };
}
