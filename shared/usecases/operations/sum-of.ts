import { type Cents, cents } from '../../domain/money/cents.ts';

/** Of any number of amounts: as arguments of one call a hundred thousand would be too many. */
export function sumOf(amounts: Iterable<Cents>): Cents {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return cents(sum);
}
