/** Two updates of one item that only add are one update: a transaction holds each item once, and it is paid once. */
import type { Write } from '../../ports/table.ts';
import { identityOf, keyOf, setsOf, type Update } from '../../ports/write-rules.ts';

/**
 * The one write that does what both do, or undefined where there is none. Sums come out the same in any order; so do
 * values that are set, where both set the same.
 */
export function merged(a: Write, b: Write): Write | undefined {
  if (!onlyAdds(a) || !onlyAdds(b) || identityOf(a.key) !== identityOf(b.key)) return undefined;
  const set = new Map(setsOf(a));
  const add = new Map(Object.entries(a.add ?? {}));
  for (const [name, value] of setsOf(b)) {
    const contradicts = set.has(name) && JSON.stringify(set.get(name)) !== JSON.stringify(value);
    // What one sets and the other adds to depends on who is first.
    if (contradicts || add.has(name)) return undefined;
  }
  for (const [name, amount] of Object.entries(b.add ?? {})) {
    if (set.has(name)) return undefined;
    add.set(name, (add.get(name) ?? 0) + amount);
  }
  for (const [name, value] of setsOf(b)) set.set(name, value);
  return { kind: 'update', key: a.key, set: Object.fromEntries(set), add: Object.fromEntries(add) };
}

function onlyAdds(write: Write): write is Update {
  return write.kind === 'update' && write.when === undefined && (write.remove ?? []).length === 0;
}

/** Every write, those that can be merged as one, in the order in which each item came first. */
export function mergeAdditions(writes: readonly Write[]): Write[] {
  const byKey = new Map<string, Write>();
  const others: Write[] = [];
  for (const write of writes) {
    const key = identityOf(keyOf(write));
    const before = byKey.get(key);
    const both = before ? merged(before, write) : write;
    if (both) byKey.set(key, both);
    else others.push(write);
  }
  return [...byKey.values(), ...others];
}
