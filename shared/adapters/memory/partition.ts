/** The items of one partition key; their order is worked out only when somebody asks for it. */
import type { Item } from '../../ports/table.ts';
import { compareByBytes, sortByBytes } from './sort-key-order.ts';

export class Partition {
  readonly #items = new Map<string, Item>();
  /** Sort keys: in order but for `#grown` ones at the end and `#dropped` ones that are no more. */
  #keys: string[] = [];
  #grown = false;
  readonly #dropped = new Set<string>();

  get(sk: string): Item | undefined {
    return this.#items.get(sk);
  }

  put(item: Item): void {
    if (!this.#items.has(item.sk) && !this.#dropped.delete(item.sk)) {
      this.#keys.push(item.sk);
      this.#grown = true;
    }
    this.#items.set(item.sk, item);
  }

  delete(sk: string): void {
    if (this.#items.delete(sk)) this.#dropped.add(sk);
  }

  /** Up to `limit` items in order, those behind `after` that begin with `prefix`. */
  page(prefix: string, after: string | undefined, limit: number): Item[] {
    const keys = this.#ordered();
    const page: Item[] = [];
    for (let index = this.#firstBehind(prefix, after); index < keys.length && page.length < limit; index += 1) {
      const item = this.#items.get(keys[index] ?? '');
      if (item === undefined || !item.sk.startsWith(prefix)) break;
      page.push(item);
    }
    return page;
  }

  #ordered(): string[] {
    if (this.#dropped.size > 0) {
      this.#keys = this.#keys.filter((key) => !this.#dropped.has(key));
      this.#dropped.clear();
    }
    // New keys behind an ordered run: the sort takes the run as it is.
    if (this.#grown) sortByBytes(this.#keys);
    this.#grown = false;
    return this.#keys;
  }

  #firstBehind(prefix: string, after: string | undefined): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const key = this.#keys[middle] ?? '';
      const before = compareByBytes(key, prefix) < 0 || (after !== undefined && compareByBytes(key, after) <= 0);
      if (before) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
