/** The items of one partition key; their order is worked out only when somebody asks for it. */
import type { Item, Query } from '../../ports/table.ts';
import { compareByBytes, sortByBytes } from './sort-key-order.ts';

export type PartitionRange = Omit<Query, 'pk' | 'limit'>;

export class Partition {
  readonly #items = new Map<string, Item>();
  /** Sort keys: in order but for `#grown` ones at the end and `#dropped` ones that are no more. */
  #keys: string[] = [];
  #grown = false;
  /** Made by the first that is: most partitions lose none, and a simulation has thousands of them. */
  #dropped: Set<string> | undefined;

  get(sk: string): Item | undefined {
    return this.#items.get(sk);
  }

  put(item: Item): void {
    if (!this.#items.has(item.sk) && !this.#dropped?.delete(item.sk)) {
      this.#keys.push(item.sk);
      this.#grown = true;
    }
    this.#items.set(item.sk, item);
  }

  delete(sk: string): void {
    if (!this.#items.delete(sk)) return;
    this.#dropped ??= new Set();
    this.#dropped.add(sk);
  }

  /** Whether anything is in a range. */
  has(range: PartitionRange): boolean {
    const { prefix = '', after, before } = range;
    if (this.#items.size === 0 || (prefix === '' && after === undefined && before === undefined))
      return this.#items.size > 0;
    return this.page(range, 1).length > 0;
  }

  /** Up to `limit` items of a range, in order or from its end. */
  page({ prefix = '', after, before, descending }: PartitionRange, limit: number): Item[] {
    const keys = this.#ordered();
    const from = this.#count(
      (key) => compareByBytes(key, prefix) < 0 || (after !== undefined && !isBehind(key, after)),
    );
    const to = this.#count(
      (key) => isBefore(key, before) && (compareByBytes(key, prefix) < 0 || key.startsWith(prefix)),
    );
    const size = Math.min(limit, Math.max(0, to - from));
    const chosen = descending ? keys.slice(to - size, to).reverse() : keys.slice(from, from + size);
    return chosen.flatMap((key) => this.#items.get(key) ?? []);
  }

  #ordered(): string[] {
    const dropped = this.#dropped;
    if (dropped) {
      this.#keys = this.#keys.filter((key) => !dropped.has(key));
      this.#dropped = undefined;
    }
    // New keys behind an ordered run: the sort takes the run as it is.
    if (this.#grown) sortByBytes(this.#keys);
    this.#grown = false;
    return this.#keys;
  }

  /** How many keys from the first on are so: those that are stand before those that are not. */
  #count(isSo: (key: string) => boolean): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isSo(this.#keys[middle] ?? '')) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const isBehind = (key: string, bound: string): boolean => compareByBytes(key, bound) > 0;
const isBefore = (key: string, bound: string | undefined): boolean =>
  bound === undefined || compareByBytes(key, bound) < 0;
