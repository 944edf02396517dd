/** What an item is after a write. */
import type { Item, Write } from '../../ports/table.ts';
import { setsOf, type Update } from '../../ports/write-rules.ts';
import { copyJson, copyRecord } from './json-copy.ts';

/** The new item, or undefined when there is none afterwards. Never changes the item given. */
export function written(write: Exclude<Write, { kind: 'check' }>, item: Item | undefined): Item | undefined {
  switch (write.kind) {
    case 'put':
      return copyRecord(write.item);
    case 'delete':
      return undefined;
    case 'update':
      return updated(write, item);
  }
}

function updated(update: Update, item: Item | undefined): Item {
  const { pk, sk } = update.key;
  // Stored values are never changed in place, so what stays may be shared with the item before.
  const next: Item & Record<string, unknown> = { ...without(item, update.remove ?? []), pk, sk };
  for (const [attribute, value] of setsOf(update)) next[attribute] = copyJson(value);
  for (const [attribute, amount] of Object.entries(update.add ?? {})) {
    const before = next[attribute] ?? 0;
    if (next[attribute] === null || typeof before !== 'number') {
      throw new TypeError(`Cannot add to ${attribute} of ${pk} ${sk}: it is no number`);
    }
    next[attribute] = copyJson(before + amount);
  }
  return next;
}

/** Built anew and not deleted from: that would make it slow to read for as long as it lives. */
function without(item: Item | undefined, removed: readonly string[]): Item | undefined {
  if (item === undefined || !removed.some((attribute) => attribute in item)) return item;
  const rest: Record<string, unknown> = {};
  for (const attribute in item) if (!removed.includes(attribute)) rest[attribute] = item[attribute];
  return rest as Item;
}
