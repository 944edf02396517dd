/** Where a query begins: DynamoDB takes one condition on the sort key, and the port has two. */
import type { Query } from '../../ports/table.ts';

/**
 * The prefix is the condition and `after` the key that a page before would have ended on: DynamoDB keeps no cursor, so
 * it starts there whether or not that item exists. That reads no item outside the answer.
 * Undefined when nothing can match. A start before the range is no start: DynamoDB accepts only keys inside it.
 */
export function rangeOf({
  prefix = '',
  after = '',
}: Query): { prefix: string; startAfter: string | undefined } | undefined {
  if (after.startsWith(prefix)) return { prefix, startAfter: after === '' ? undefined : after };
  // Sort keys are ordered by their UTF-8 bytes, JavaScript's strings are not.
  return Buffer.compare(Buffer.from(after), Buffer.from(prefix)) < 0 ? { prefix, startAfter: undefined } : undefined;
}
