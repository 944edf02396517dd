/** A table that counts what is read of it. */
import type { Item, Table } from '../../../shared/ports/table.ts';

export interface Reads {
  /** Requests: a query is one, however many items it gives. */
  calls: number;
  items: number;
  /** Under way at the same time. */
  mostAtOnce: number;
  reset(): void;
}

export function countingTable(table: Table): { readonly table: Table; readonly reads: Reads } {
  const none = { calls: 0, items: 0, mostAtOnce: 0 };
  const reads: Reads = { ...none, reset: () => void Object.assign(reads, none) };
  let underWay = 0;
  const begin = (): void => {
    reads.calls += 1;
    underWay += 1;
    reads.mostAtOnce = Math.max(reads.mostAtOnce, underWay);
  };
  const end = (items: number): void => {
    reads.items += items;
    underWay -= 1;
  };
  return {
    reads,
    table: {
      async get(key) {
        begin();
        const item = await table.get(key);
        end(item ? 1 : 0);
        return item;
      },
      async getMany(keys) {
        begin();
        const items = await table.getMany(keys);
        end(items.length);
        return items;
      },
      async *query(query) {
        begin();
        const items: Item[] = [];
        for await (const item of table.query(query)) items.push(item);
        end(items.length);
        yield* items;
      },
      write: (writes) => table.write(writes),
      putAll: (items) => table.putAll(items),
    },
  };
}
