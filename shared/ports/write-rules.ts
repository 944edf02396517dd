/**
 * What DynamoDB refuses of a write, or does otherwise than the port says: checked before anything is sent, and by the
 * memory table too, so that a mistake shows in the first simulation and not first in the cloud.
 */
import { type Condition, type Key, MAX_WRITES, type Write } from './table.ts';

export type Update = Extract<Write, { kind: 'update' }>;

export const keyOf = (write: Write): Key => (write.kind === 'put' ? write.item : write.key);

/** One string for one item; the length keeps ('a', 'bc') and ('ab', 'c') apart. */
export const identityOf = (key: Key): string => `${key.pk.length}:${key.pk}${key.sk}`;

/** @throws RangeError naming the rule that is broken: a fault of the caller, which no retry heals. */
export function checkWrites(writes: readonly Write[]): void {
  if (writes.length > MAX_WRITES) {
    throw new RangeError(`${writes.length} writes in one transaction: ${MAX_WRITES} at most`);
  }
  const seen = new Set<string>();
  for (const write of writes) {
    const { pk, sk } = keyOf(write);
    if (pk === '' || sk === '') throw new RangeError(`A key cannot be an empty string: ${JSON.stringify({ pk, sk })}`);
    if (write.kind === 'update') checkUpdate(write, writes.length === 1);
    if (writes.length === 1) return;
    const identity = identityOf({ pk, sk });
    if (seen.has(identity))
      throw new RangeError(`A transaction cannot hold multiple operations on one item: ${pk} ${sk}`);
    seen.add(identity);
  }
}

/** Attributes that are really set: undefined ones are left out. */
export const setsOf = (update: Update): [string, unknown][] =>
  Object.entries(update.set ?? {}).filter(([, value]) => value !== undefined);

function checkUpdate(update: Update, alone: boolean): void {
  const changed = [...setsOf(update).map(([attribute]) => attribute), ...Object.keys(update.add ?? {})];
  const removed = update.remove ?? [];
  const attributes = new Set([...changed, ...removed]);
  const item = `${update.key.pk} ${update.key.sk}`;
  if (attributes.size < changed.length + removed.length) {
    throw new RangeError(`An update names an attribute twice: ${[...changed, ...removed].join(', ')} of ${item}`);
  }
  if (attributes.has('pk') || attributes.has('sk')) throw new RangeError(`An update cannot change the key of ${item}`);
  // DynamoDB creates a missing item for what is set or added, and for an empty update alone; for removals it does not,
  // and a transaction takes no empty update. DynamoDB's stand-ins disagree about that, so it is not left to them.
  const createsWhenMissing = changed.length > 0 || (alone && removed.length === 0);
  if (!createsWhenMissing && !meansPresent(update.when)) {
    throw new RangeError(`An update that sets and adds nothing needs a condition that ${item} is present`);
  }
}

function meansPresent(condition: Condition | undefined): boolean {
  switch (condition?.kind) {
    case 'present':
    case 'equals':
    case 'one-of':
    case 'less-than':
      return true;
    case 'all':
      return condition.of.some(meansPresent);
    case 'any':
      return condition.of.every(meansPresent);
    case 'absent':
    case 'attribute-absent':
    case undefined:
      return false;
  }
}
