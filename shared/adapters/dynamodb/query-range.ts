/** Where a query begins and ends: DynamoDB takes one condition on the sort key, and the port has three. */
import type { Query } from '../../ports/table.ts';

/** Conditions are inclusive; the bounds are not, so an item at `end` is left out of the answer. */
export interface SortKeyRange {
  readonly condition?: { readonly expression: string; readonly values: Readonly<Record<string, string>> };
  readonly startAfter?: string;
  readonly end?: string;
}

/** No key of the ledger goes on with the last of all characters: what begins with a prefix comes before it. */
const LAST_CHARACTER = '\u{10ffff}';

/**
 * A query starts at a bound as if a page before had ended there: DynamoDB keeps no cursor, so it does so whether or not
 * such an item exists. A bound at its other end is a condition, and so is the prefix where there is none: either way no
 * more than one item outside the answer is read. Undefined when nothing can match. A bound outside the range is none:
 * DynamoDB accepts only keys inside it.
 */
export function rangeOf({ prefix = '', after = '', before, descending }: Query): SortKeyRange | undefined {
  const low = boundIn(prefix, after);
  const high = before === undefined ? 'above' : boundIn(prefix, before);
  if (low === 'above' || high === 'below') return undefined;
  const first = low === 'below' || after === '' ? undefined : after;
  const last = high === 'above' ? undefined : before;
  if (last !== undefined && !precedes(first ?? prefix, last)) return undefined;
  const [startAfter, end] = descending ? [last, first] : [first, last];
  return { condition: conditionOf(prefix, first, last, end), startAfter, end };
}

function conditionOf(
  prefix: string,
  first: string | undefined,
  last: string | undefined,
  end: string | undefined,
): SortKeyRange['condition'] {
  if (end === undefined) {
    return prefix === '' ? undefined : { expression: 'begins_with(sk, :prefix)', values: { ':prefix': prefix } };
  }
  const low = first ?? prefix;
  // A key cannot be an empty text, not even as a bound.
  if (low === '') return { expression: 'sk <= :high', values: { ':high': end } };
  return {
    expression: 'sk BETWEEN :low AND :high',
    values: { ':low': low, ':high': last ?? `${prefix}${LAST_CHARACTER}` },
  };
}

function boundIn(prefix: string, bound: string): 'below' | 'inside' | 'above' {
  if (bound.startsWith(prefix)) return 'inside';
  return precedes(bound, prefix) ? 'below' : 'above';
}

/** Sort keys are ordered by their UTF-8 bytes, JavaScript's strings are not. */
const precedes = (a: string, b: string): boolean => Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
