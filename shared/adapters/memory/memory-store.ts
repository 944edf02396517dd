/** What the memory table keeps, one step at a time and without promises: a simulation decides itself when a step happens, and watches it. */
import type { Item, Key, Query, Write, WriteOutcome } from '../../ports/table.ts';
import { checkWrites, keyOf } from '../../ports/write-rules.ts';
import { holds } from './holds.ts';
import { copyRecord } from './json-copy.ts';
import { Partition } from './partition.ts';
import { sortByBytes } from './sort-key-order.ts';
import { written } from './written.ts';

/** What became of one item. Neither may be changed: they are what is stored. */
export type Watcher = (before: Item | undefined, after: Item | undefined) => void;

export class MemoryStore {
  readonly #partitions = new Map<string, Partition>();
  readonly #watch: Watcher | undefined;

  constructor(watch?: Watcher) {
    this.#watch = watch;
  }

  /** As it is stored: a copy goes to whoever may change it. */
  peek({ pk, sk }: Key): Item | undefined {
    return this.#partitions.get(pk)?.get(sk);
  }

  /** The next items of a query, at most `size`, as they are stored. */
  page(query: Query, size: number): Item[] {
    return this.#partitions.get(query.pk)?.page(query, size) ?? [];
  }

  /** Whether a query would find anything. */
  finds(query: Query): boolean {
    return this.#partitions.get(query.pk)?.has(query) ?? false;
  }

  /** Whether a write's condition holds now. */
  holds(write: Write): boolean {
    return holds(write.when, this.peek(keyOf(write)));
  }

  /** As `Table.write`. */
  write(writes: readonly Write[]): WriteOutcome {
    checkWrites(writes);
    const refused = writes.flatMap((write, place) => (this.holds(write) ? [] : [place]));
    if (refused.length > 0) return { done: false, refused };
    // First every result, then every change: one that cannot be done leaves all others undone.
    const changes = writes
      .filter((write): write is Exclude<Write, { kind: 'check' }> => write.kind !== 'check')
      .map((write) => ({ key: keyOf(write), item: written(write, this.peek(keyOf(write))) }));
    for (const { key, item } of changes) this.#store(key, item);
    return { done: true };
  }

  put(item: Item): void {
    const copy = copyRecord(item);
    this.#store(copy, copy);
  }

  /** Everything, by pk and sk, as it is stored. */
  items(): Item[] {
    const keys = [...this.#partitions.keys()];
    sortByBytes(keys);
    return keys.flatMap((pk) => this.#partitions.get(pk)?.page({}, Number.POSITIVE_INFINITY) ?? []);
  }

  #store({ pk, sk }: Key, item: Item | undefined): void {
    let partition = this.#partitions.get(pk);
    if (partition === undefined) {
      partition = new Partition();
      this.#partitions.set(pk, partition);
    }
    const before = this.#watch && partition.get(sk);
    if (item === undefined) partition.delete(sk);
    else partition.put(item);
    if (before !== undefined || item !== undefined) this.#watch?.(before, item);
  }
}
