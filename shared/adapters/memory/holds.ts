/** Judges a condition as DynamoDB does: a comparison with what is missing, or of another type, does not hold. */
import type { Condition, Item } from '../../ports/table.ts';
import { compareByBytes } from './sort-key-order.ts';

export function holds(condition: Condition | undefined, item: Item | undefined): boolean {
  switch (condition?.kind) {
    case undefined:
      return true;
    case 'absent':
      return item === undefined;
    case 'present':
      return item !== undefined;
    case 'attribute-absent':
      return item?.[condition.attribute] === undefined;
    case 'equals':
      return item?.[condition.attribute] === condition.value;
    case 'one-of':
      return condition.values.some((value) => item?.[condition.attribute] === value);
    case 'less-than':
      return isLess(item?.[condition.attribute], condition.value);
    case 'all':
      return condition.of.every((part) => holds(part, item));
    case 'any':
      return condition.of.some((part) => holds(part, item));
  }
}

function isLess(stored: unknown, bound: string | number): boolean {
  if (typeof stored === 'number' && typeof bound === 'number') return stored < bound;
  if (typeof stored === 'string' && typeof bound === 'string') return compareByBytes(stored, bound) < 0;
  return false;
}
