/**
 * The ledger's table in memory, for simulations and benchmarks: same answers as DynamoDB's, no waiting.
 * It knows no sizes (400 KB an item, 4 MB a transaction), and `add` is JavaScript's addition: exact for whole numbers.
 */
import type { Item, Key, Table, Write } from '../../ports/table.ts';
import { checkWrites, identityOf, keyOf } from '../../ports/write-rules.ts';
import { holds } from './holds.ts';
import { copyRecord } from './json-copy.ts';
import { Partition, type PartitionRange } from './partition.ts';
import { sortByBytes } from './sort-key-order.ts';
import { written } from './written.ts';

/** Items a query takes at a time; between two pages others may write, as in DynamoDB. */
const PAGE = 100;

/** `items()` lists everything, by pk and sk. */
export function memoryTable(): Table & { items(): Item[] } {
  const partitions = new Map<string, Partition>();

  const stored = ({ pk, sk }: Key): Item | undefined => partitions.get(pk)?.get(sk);

  function store({ pk, sk }: Key, item: Item | undefined): void {
    let partition = partitions.get(pk);
    if (partition === undefined) {
      partition = new Partition();
      partitions.set(pk, partition);
    }
    if (item === undefined) partition.delete(sk);
    else partition.put(item);
  }

  return {
    async get(key) {
      const item = stored(key);
      return item && copyRecord(item);
    },

    async getMany(keys) {
      const distinct = new Map(keys.map((key) => [identityOf(key), key]));
      return [...distinct.values()].flatMap((key) => {
        const item = stored(key);
        return item ? [copyRecord(item)] : [];
      });
    },

    async *query({ pk, limit = Number.POSITIVE_INFINITY, ...asked }) {
      let range: PartitionRange = asked;
      for (let left = limit; left > 0; left -= PAGE) {
        const size = Math.min(PAGE, left);
        const page = (partitions.get(pk)?.page(range, size) ?? []).map(copyRecord);
        yield* page;
        const last = page.at(-1)?.sk;
        if (page.length < size || last === undefined) return;
        range = range.descending ? { ...range, before: last } : { ...range, after: last };
      }
    },

    async write(writes) {
      checkWrites(writes);
      const refused = writes.flatMap((write, place) => (holds(write.when, stored(keyOf(write))) ? [] : [place]));
      if (refused.length > 0) return { done: false, refused };
      // First every result, then every change: one that cannot be done leaves all others undone.
      const changes = writes
        .filter((write): write is Exclude<Write, { kind: 'check' }> => write.kind !== 'check')
        .map((write) => ({ key: keyOf(write), item: written(write, stored(keyOf(write))) }));
      for (const { key, item } of changes) store(key, item);
      return { done: true };
    },

    async putAll(items) {
      for (const item of items.map(copyRecord)) store(item, item);
    },

    items() {
      const keys = [...partitions.keys()];
      sortByBytes(keys);
      return keys.flatMap((pk) => (partitions.get(pk)?.page({}, Number.POSITIVE_INFINITY) ?? []).map(copyRecord));
    },
  };
}
