/** A table that a test watches and breaks: a process that dies after any of its operations, somebody else who writes in between. */
import { memoryTable } from '../../shared/adapters/memory/memory-table.ts';
import type { Item, Key, Query, Table, Write, WriteOutcome } from '../../shared/ports/table.ts';

/** The process is gone: nothing that it still meant to do happens. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

export type Operation =
  | { readonly kind: 'get' | 'getMany' | 'query' | 'putAll' }
  | { readonly kind: 'write'; readonly writes: readonly Write[] };

interface Interruption {
  readonly matches: (operation: Operation) => boolean;
  readonly meanwhile: () => Promise<unknown>;
}

export class FaultyTable implements Table {
  readonly #inner = memoryTable();
  #interruption: Interruption | undefined;
  /** Operations that may still happen. */
  #left = Number.POSITIVE_INFINITY;
  #crashed = false;

  /** The process that works on the table dies with the answer of its `count`th operation from now on. */
  crashAfter(count: number): void {
    this.#left = count;
  }

  /** Whether the process died meanwhile. */
  get crashed(): boolean {
    return this.#crashed;
  }

  /** Another process: everything works again. */
  restart(): void {
    this.#left = Number.POSITIVE_INFINITY;
    this.#crashed = false;
  }

  /** Once, right before the first operation that matches, something else happens. */
  interrupt(matches: Interruption['matches'], meanwhile: Interruption['meanwhile']): void {
    this.#interruption = { matches, meanwhile };
  }

  /** Whether what `interrupt` asked for has happened. */
  get interrupted(): boolean {
    return this.#interruption === undefined;
  }

  get(key: Key): Promise<Item | undefined> {
    return this.#do({ kind: 'get' }, () => this.#inner.get(key));
  }

  getMany(keys: readonly Key[]): Promise<Item[]> {
    return this.#do({ kind: 'getMany' }, () => this.#inner.getMany(keys));
  }

  async *query(query: Query): AsyncIterable<Item> {
    await this.#do({ kind: 'query' }, async () => {});
    yield* this.#inner.query(query);
  }

  write(writes: readonly Write[]): Promise<WriteOutcome> {
    return this.#do({ kind: 'write', writes }, () => this.#inner.write(writes));
  }

  /** Item by item, since no more than that is promised of many. */
  async putAll(items: readonly Item[]): Promise<void> {
    for (const item of items) await this.#do({ kind: 'putAll' }, () => this.#inner.putAll([item]));
  }

  items(): Item[] {
    return this.#inner.items();
  }

  async #do<Answer>(operation: Operation, work: () => Promise<Answer>): Promise<Answer> {
    if (this.#interruption?.matches(operation)) {
      const { meanwhile } = this.#interruption;
      this.#interruption = undefined;
      await meanwhile();
    }
    this.#dieIfDone('this process is dead');
    this.#left -= 1;
    const answer = await work();
    this.#dieIfDone('the process died before it had the answer');
    return answer;
  }

  #dieIfDone(how: string): void {
    if (this.#left > 0) return;
    this.#crashed = true;
    throw new Crash(how);
  }
}

/**
 * Has a process die after each operation on its table in turn, every time in a scene of its own, and tells how many
 * operations there were. What `work` comes to without a crash is not checked.
 */
export async function diesAfterEachOperation<Scene extends { readonly table: FaultyTable }>(
  prepare: () => Promise<Scene>,
  work: (scene: Scene) => Promise<unknown>,
  check: (scene: Scene) => Promise<void>,
): Promise<number> {
  for (let count = 1; ; count += 1) {
    const scene = await prepare();
    scene.table.crashAfter(count);
    try {
      await work(scene);
    } catch (error) {
      if (!scene.table.crashed) throw error;
    }
    if (!scene.table.crashed) return count - 1;
    scene.table.restart();
    await check(scene);
  }
}

/** Has something else happen before each operation of a work in turn, every time in a scene of its own. */
export async function duringEachOperation<Scene extends { readonly table: FaultyTable }>(
  prepare: () => Promise<Scene>,
  work: (scene: Scene) => Promise<unknown>,
  meanwhile: (scene: Scene) => Promise<unknown>,
  check: (scene: Scene) => Promise<void>,
): Promise<number> {
  for (let place = 1; ; place += 1) {
    const scene = await prepare();
    let operations = 0;
    scene.table.interrupt(
      () => {
        operations += 1;
        return operations === place;
      },
      () => meanwhile(scene),
    );
    await work(scene);
    if (!scene.table.interrupted) return place - 1;
    await check(scene);
  }
}

/** An operation that writes an item whose partition key begins so. */
export const writesTo =
  (prefix: string) =>
  (operation: Operation): boolean =>
    operation.kind === 'write' &&
    operation.writes.some((write) => (write.kind === 'put' ? write.item : write.key).pk.startsWith(prefix));
