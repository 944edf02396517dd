/**
 * The ledger's table in memory, for simulations and benchmarks: same answers as DynamoDB's, no waiting.
 * It knows no sizes (400 KB an item, 4 MB a transaction), and `add` is JavaScript's addition: exact for whole numbers.
 */
import type { Item, Table } from '../../ports/table.ts';
import { identityOf } from '../../ports/write-rules.ts';
import { copyRecord } from './json-copy.ts';
import { MemoryStore } from './memory-store.ts';

/** Items a query takes at a time; between two pages others may write, as in DynamoDB. */
const PAGE = 100;

/** `items()` lists everything, by pk and sk. */
export function memoryTable(): Table & { items(): Item[] } {
  const store = new MemoryStore();
  return {
    async get(key) {
      const item = store.peek(key);
      return item && copyRecord(item);
    },

    async getMany(keys) {
      const distinct = new Map(keys.map((key) => [identityOf(key), key]));
      return [...distinct.values()].flatMap((key) => store.peek(key) ?? []).map(copyRecord);
    },

    async *query({ limit = Number.POSITIVE_INFINITY, ...asked }) {
      let range = asked;
      for (let left = limit; left > 0; left -= PAGE) {
        const size = Math.min(PAGE, left);
        const page = store.page(range, size).map(copyRecord);
        yield* page;
        const last = page.at(-1)?.sk;
        if (page.length < size || last === undefined) return;
        range = range.descending ? { ...range, before: last } : { ...range, after: last };
      }
    },

    write: async (writes) => store.write(writes),

    async putAll(items) {
      // All are copied before one is put: a value that cannot be stored leaves the table as it was.
      for (const item of items.map(copyRecord)) store.put(item);
    },

    items: () => store.items().map(copyRecord),
  };
}
