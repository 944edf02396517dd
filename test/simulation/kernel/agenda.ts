/** What is still to come, the earliest first: a binary heap. What is due at the same moment happens in the order in which it was planned. */
export interface Entry<Value> {
  readonly at: number;
  readonly order: number;
  readonly value: Value;
}

export class Agenda<Value> {
  readonly #heap: Entry<Value>[] = [];
  #planned = 0;

  get size(): number {
    return this.#heap.length;
  }

  add(at: number, value: Value): void {
    this.#planned += 1;
    const heap = this.#heap;
    const entry = { at, order: this.#planned, value };
    let place = heap.length;
    heap.push(entry);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isSooner(entry, heap[parent] as Entry<Value>)) break;
      heap[place] = heap[parent] as Entry<Value>;
      place = parent;
    }
    heap[place] = entry;
  }

  take(): Entry<Value> | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isSooner(heap[child + 1] as Entry<Value>, heap[child] as Entry<Value>)) child += 1;
      if (!isSooner(heap[child] as Entry<Value>, last)) break;
      heap[place] = heap[child] as Entry<Value>;
      place = child;
    }
    heap[place] = last;
    return first;
  }
}

const isSooner = (a: Entry<unknown>, b: Entry<unknown>): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
